package io.github.datazonecdk.metadatageneration;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps what a builder is given, and makes props of it. A prop has one getter and one setter: what <code>x</code> sets,
 * <code>getX</code> returns.
 *
 * @param <B> the builder, which each setter returns
 */
abstract class PropsBuilder<B> {
    private final Map<String, Object> values = new HashMap<>();

    @SuppressWarnings("unchecked") // A builder extends this class with itself as B.
    final B set(String prop, Object value) {
        values.put(prop, value);
        return (B) this;
    }

    /** Makes props of a copy, as the builder may be used on. */
    final <P> P props(Class<P> type) {
        Values copy = new Values(new HashMap<>(values));
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, copy));
    }

    private record Values(Map<String, Object> values) implements InvocationHandler {
        @Override
        public Object invoke(Object props, Method method, Object[] arguments) {
            String name = method.getName();
            return switch (name) {
                case "equals" -> isEqual(arguments[0]);
                case "hashCode" -> values.hashCode();
                case "toString" -> values.toString();
                default -> values.get(Character.toLowerCase(name.charAt(3)) + name.substring(4));
            };
        }

        private boolean isEqual(Object other) {
            return other != null
                    && Proxy.isProxyClass(other.getClass())
                    && Proxy.getInvocationHandler(other).equals(this);
        }
    }
}
