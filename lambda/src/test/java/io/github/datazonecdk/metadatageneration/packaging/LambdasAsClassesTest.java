package io.github.datazonecdk.metadatageneration.packaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/** That the classes do what the lambdas did; the handler's own tests run on them as well. */
class LambdasAsClassesTest {
    private static final Set<String> NO_ENTRIES = Set.of();

    @Test
    void doWhatTheLambdasDid() throws Exception {
        Object rewritten = new Rewritten()
                .loadClass(Kinds.class.getName())
                .getDeclaredConstructor()
                .newInstance();

        assertEquals(new Kinds().call(), ((Callable<?>) rewritten).call());
    }

    @Test
    void leaveWhatIsNotKnownToTheJvm() throws IOException {
        assertEquals(
                List.of("serializable altMetafactory"),
                lambdas(LambdasAsClasses.classFiles(bytes(Kinds.class), NO_ENTRIES)
                        .get(name(Kinds.class))));
    }

    @Test
    void areTheSameBytesEachTime() throws IOException {
        byte[] source = bytes(Kinds.class);

        Map<String, byte[]> once = LambdasAsClasses.classFiles(source, NO_ENTRIES);
        Map<String, byte[]> again = LambdasAsClasses.classFiles(source, NO_ENTRIES);

        assertTrue(once.size() > 15, () -> once.keySet().toString());
        assertEquals(List.copyOf(once.keySet()), List.copyOf(again.keySet()));
        once.forEach((name, bytes) -> assertArrayEquals(bytes, again.get(name), name));
    }

    @Test
    void needNoMoreThanTheirClassNeeds() throws IOException {
        LambdasAsClasses.classFiles(bytes(Kinds.class), NO_ENTRIES)
                .forEach((name, bytes) -> assertEquals(bytes(Kinds.class)[7], bytes[7], name));
    }

    private static byte[] bytes(Class<?> of) {
        try (InputStream in = of.getClassLoader().getResourceAsStream(name(of))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(Class<?> of) {
        return of.getName().replace('.', '/') + ".class";
    }

    private static List<String> lambdas(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        return node.methods.stream()
                .filter(method -> !method.name.startsWith("$deserialize"))
                .flatMap(method -> Arrays.stream(method.instructions.toArray())
                        .filter(InvokeDynamicInsnNode.class::isInstance)
                        .map(lambda -> ((InvokeDynamicInsnNode) lambda).bsm)
                        .filter(factory -> factory.getOwner().endsWith("LambdaMetafactory"))
                        .map(factory -> method.name + " " + factory.getName()))
                .toList();
    }

    /** Loads the class below as the build would leave it. */
    private static final class Rewritten extends ClassLoader {
        private final Map<String, byte[]> files = new TreeMap<>();

        Rewritten() {
            super(LambdasAsClassesTest.class.getClassLoader());
            Stream.concat(Stream.of(Kinds.class), Arrays.stream(Kinds.class.getDeclaredClasses()))
                    .forEach(each -> files.putAll(LambdasAsClasses.classFiles(bytes(each), NO_ENTRIES)));
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] bytes = files.remove(name.replace('.', '/') + ".class");
            return bytes == null ? super.loadClass(name, resolve) : defineClass(name, bytes, 0, bytes.length);
        }
    }

    /** Lambdas and method references of each kind. */
    public static final class Kinds implements Callable<List<Object>> {
        private final String own = "own";

        /** Is called from another class loader. */
        public Kinds() {}

        private interface SerializableSupplier extends Supplier<String>, Serializable {}

        interface Named {
            String name();

            default Supplier<String> upper() {
                Function<String, String> ofAnInterface = name -> name.toUpperCase();
                return () -> ofAnInterface.apply(name());
            }
        }

        static class Base {
            String text() {
                Supplier<String> ofBase = () -> "base of " + getClass().getSimpleName();
                return ofBase.get();
            }
        }

        /** javac gives its lambda the name of the one that it inherits. */
        static final class Derived extends Base {
            @Override
            String text() {
                Supplier<String> ofDerived = () -> "derived " + getClass().getSimpleName();
                return super.text() + ofDerived.get();
            }
        }

        @Override
        public List<Object> call() {
            List<Object> results = new ArrayList<>();
            results.addAll(captures("text", 1L << 40, 0.5, 'c'));
            results.addAll(references());
            results.addAll(conversions());
            results.add(new Derived().text());
            results.add(((Named) () -> "name").upper().get());
            results.add(inFinally(() -> "in finally"));
            results.add(serializable().get());
            results.add(privateMethod().apply("of the class"));
            return results;
        }

        private List<Object> captures(String text, long wide, double real, char letter) {
            Supplier<String> nothing = () -> "nothing";
            Supplier<String> everything = () -> text + wide + real + letter + own;
            Supplier<Supplier<String>> nested = () -> () -> text + own;
            return List.of(nothing.get(), everything.get(), nested.get().get());
        }

        private static List<Object> references() {
            Function<String, Integer> unbound = String::length;
            Function<String, String> bound = "bound "::concat;
            Function<String, Integer> ofStatic = Integer::parseInt;
            Function<String, String> ofPrivateStatic = Kinds::twice;
            Supplier<List<String>> constructor = ArrayList::new;
            Function<String, StringBuilder> constructorWithArgument = StringBuilder::new;
            Supplier<Kinds> ownConstructor = Kinds::new;
            Function<Integer, String[]> array = String[]::new;
            BiFunction<List<String>, Object, Boolean> ofInterface = List::contains;
            return List.of(
                    unbound.apply("four"),
                    bound.apply("to this"),
                    ofStatic.apply("7"),
                    ofPrivateStatic.apply("twice "),
                    constructor.get(),
                    constructorWithArgument.apply("built").toString(),
                    ownConstructor.get().own,
                    array.apply(3).length,
                    ofInterface.apply(List.of("a"), "a"));
        }

        private static List<Object> conversions() {
            List<String> taken = new ArrayList<>();
            AtomicLong counter = new AtomicLong();
            ToLongFunction<String> widened = String::length;
            BiFunction<Integer, Integer, Integer> unboxed = Integer::sum;
            Function<Integer, Double> unboxedAndWidened = Math::sqrt;
            IntBinaryOperator primitive = Math::max;
            LongFunction<String> wide = value -> "wide " + value;
            Predicate<Boolean> truth = value -> value;
            Consumer<String> dropsTheAnswer = taken::add;
            Consumer<AtomicLong> dropsAWideAnswer = AtomicLong::incrementAndGet;
            dropsTheAnswer.accept("taken");
            dropsAWideAnswer.accept(counter);
            return List.of(
                    widened.applyAsLong("four"),
                    unboxed.apply(3, 4),
                    unboxedAndWidened.apply(9),
                    primitive.applyAsInt(5, 6),
                    wide.apply(8),
                    truth.test(true),
                    taken,
                    counter.get());
        }

        /** javac repeats what is in finally, but not the lambda's body. */
        private String inFinally(Supplier<String> text) {
            StringBuilder result = new StringBuilder();
            try {
                result.append(text.get());
            } finally {
                Supplier<String> twice = () -> " " + own;
                result.append(twice.get());
            }
            return result.toString();
        }

        private static Supplier<String> serializable() {
            SerializableSupplier left = () -> "serializable";
            return left;
        }

        private Function<String, String> privateMethod() {
            return this::ofThis;
        }

        private String ofThis(String text) {
            return own + text;
        }

        private static String twice(String text) {
            return text + text;
        }
    }
}
