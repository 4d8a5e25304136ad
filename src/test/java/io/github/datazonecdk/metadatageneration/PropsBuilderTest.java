package io.github.datazonecdk.metadatageneration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Duration;

class PropsBuilderTest {

    @ParameterizedTest
    @MethodSource("builders")
    void hasASetterOfEachPropsTypeForEachGetter(Class<?> props, Class<?> builder) {
        Map<String, Set<String>> setters = new TreeMap<>();
        Arrays.stream(builder.getMethods())
                .filter(method -> method.getParameterCount() == 1 && !method.isBridge())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .forEach(setter -> setters.computeIfAbsent(setter.getName(), name -> new TreeSet<>())
                        .add(setter.getParameterTypes()[0].getName()));

        Map<String, String> getters = getters(props);

        assertEquals(getters.keySet(), setters.keySet());
        getters.forEach((prop, type) -> assertEquals(true, setters.get(prop).contains(type), prop));
    }

    static List<Arguments> builders() {
        return List.of(
                Arguments.of(MetadataGenerationRunProps.class, MetadataGenerationRunProps.Builder.class),
                Arguments.of(MetadataGenerationRunProps.class, MetadataGenerationRun.Builder.class),
                Arguments.of(MetadataGenerationProviderProps.class, MetadataGenerationProviderProps.Builder.class),
                Arguments.of(MetadataGenerationProviderProps.class, MetadataGenerationProvider.Builder.class),
                Arguments.of(
                        MetadataGenerationProviderAttributes.class,
                        MetadataGenerationProviderAttributes.Builder.class));
    }

    private static Map<String, String> getters(Class<?> props) {
        Map<String, String> getters = new TreeMap<>();
        for (Method method : props.getMethods()) {
            String name = method.getName();
            if (name.startsWith("get")) {
                getters.put(
                        Character.toLowerCase(name.charAt(3)) + name.substring(4),
                        method.getReturnType().getName());
            }
        }
        return getters;
    }

    @Test
    void leavesPropsAloneThatItHasMade() {
        List<MetadataGenerationType> types = new ArrayList<>(List.of(MetadataGenerationType.BUSINESS_NAMES));
        MetadataGenerationRunProps.Builder builder = props().types(types);
        MetadataGenerationRunProps props = builder.build();

        types.clear();
        builder.timeout(Duration.minutes(5)).rerunTrigger("build 18");

        assertEquals(List.of(MetadataGenerationType.BUSINESS_NAMES), props.getTypes());
        assertEquals("build 17", props.getRerunTrigger());
        assertNull(props.getTimeout());
    }

    @Test
    void makesEqualPropsOfEqualValues() {
        MetadataGenerationRunProps props = props().build();

        assertEquals(props, props().build());
        assertEquals(props.hashCode(), props().build().hashCode());
        assertNotEquals(props, props().rerunTrigger("build 18").build());
        assertNotEquals(props, null);
        assertEquals("{rerunTrigger=build 17}", props.toString());
    }

    private static MetadataGenerationRunProps.Builder props() {
        return MetadataGenerationRunProps.builder().rerunTrigger("build 17");
    }
}
