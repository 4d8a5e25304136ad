package io.github.datazonecdk.metadatageneration.packaging;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_INTERFACE;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Makes a class of each lambda in a jar, as there is one of each anonymous class. Else the JVM makes them, some 550 of them
 * in each cold start. What this does not know, it leaves to the JVM. And it takes the operations out of clients whose
 * requests the jar does not hold: to verify a client, the JVM loads the requests of all that it has.
 *
 * <p>The build runs this file as a program: it does so before there are test classes.
 */
final class LambdasAsClasses {
    private final ClassNode owner = new ClassNode();
    private final Map<String, MethodNode> ownMethods = new HashMap<>();
    private final Map<String, byte[]> lambdas = new LinkedHashMap<>();

    private LambdasAsClasses(byte[] classFile) {
        new ClassReader(classFile).accept(owner, 0);
        owner.methods.forEach(method -> ownMethods.put(method.name + method.desc, method));
    }

    /** Reads one jar and writes another. */
    public static void main(String[] jars) throws IOException {
        Set<String> entries = entries(Path.of(jars[0]));
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(Path.of(jars[0])));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(Path.of(jars[1])))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] bytes = in.readAllBytes();
                boolean isClass = entry.getName().endsWith(".class");
                Map<String, byte[]> files = isClass ? classFiles(bytes, entries) : Map.of(entry.getName(), bytes);
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    ZipEntry copy = new ZipEntry(file.getKey());
                    copy.setTimeLocal(entry.getTimeLocal());
                    out.putNextEntry(copy);
                    out.write(file.getValue());
                }
            }
        }
    }

    private static Set<String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).collect(Collectors.toSet());
        }
    }

    /** A class, and those of its lambdas, by their names in the jar. */
    static Map<String, byte[]> classFiles(byte[] classFile, Set<String> entries) {
        LambdasAsClasses classes = new LambdasAsClasses(classFile);
        if (classes.owner.name.matches(".*/services/.*/Default\\w+Client")) {
            classes.removeOperations(entries);
        }
        return classes.classFiles();
    }

    private void removeOperations(Set<String> entries) {
        owner.methods.removeIf(method -> isOperationWithoutRequest(method, entries));
        removeUnusedBodies();
        owner.innerClasses.removeIf(
                inner -> inner.name.contains("/services/") && !entries.contains(inner.name + ".class"));
    }

    /** What the client's interface does instead is to throw. */
    private static boolean isOperationWithoutRequest(MethodNode method, Set<String> entries) {
        return Arrays.stream(Type.getArgumentTypes(method.desc))
                .map(argument -> argument.getClassName().replace('.', '/'))
                .anyMatch(argument -> argument.endsWith("Request") && !entries.contains(argument + ".class"));
    }

    /** Those of the lambdas that the operations had, which have lambdas themselves. */
    private void removeUnusedBodies() {
        Set<String> used = owner.methods.stream()
                .flatMap(method -> Arrays.stream(method.instructions.toArray()))
                .filter(InvokeDynamicInsnNode.class::isInstance)
                .flatMap(lambda -> Arrays.stream(((InvokeDynamicInsnNode) lambda).bsmArgs))
                .filter(Handle.class::isInstance)
                .map(body -> ((Handle) body).getName())
                .collect(Collectors.toSet());
        if (owner.methods.removeIf(method -> method.name.startsWith("lambda$") && !used.contains(method.name))) {
            removeUnusedBodies();
        }
    }

    private Map<String, byte[]> classFiles() {
        for (MethodNode method : List.copyOf(owner.methods)) {
            for (AbstractInsnNode instruction : method.instructions.toArray()) {
                if (instruction instanceof InvokeDynamicInsnNode lambda && isKnown(lambda)) {
                    String name = owner.name + "$$Lambda$" + lambdas.size();
                    lambdas.put(name + ".class", lambda(name, lambda));
                    method.instructions.set(lambda, new MethodInsnNode(INVOKESTATIC, name, "of", lambda.desc, false));
                }
            }
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        owner.accept(writer);
        Map<String, byte[]> files = new LinkedHashMap<>(Map.of(owner.name + ".class", writer.toByteArray()));
        files.putAll(lambdas);
        return files;
    }

    /** Serializable ones, and those of several interfaces, have another factory. */
    private boolean isKnown(InvokeDynamicInsnNode lambda) {
        return lambda.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")
                && lambda.bsm.getName().equals("metafactory");
    }

    /** What is private, the class of a lambda must be let to: a static method is opened, any other gets one before it. */
    private Handle opened(Handle called) {
        MethodNode own =
                called.getOwner().equals(owner.name) ? ownMethods.get(called.getName() + called.getDesc()) : null;
        if (own == null || (own.access & ACC_PRIVATE) == 0) {
            return called;
        }
        if ((own.access & ACC_STATIC) == 0 && !own.name.equals("<init>")) {
            return accessor(called);
        }
        own.access = own.access & ~ACC_PRIVATE | ofOthers();
        return called;
    }

    private Handle accessor(Handle called) {
        String descriptor = called.getDesc().replace("(", "(L" + owner.name + ";");
        int access = ACC_STATIC | ACC_SYNTHETIC | ofOthers();
        MethodNode accessor = new MethodNode(access, "access$" + owner.methods.size(), descriptor, null, null);
        GeneratorAdapter code = new GeneratorAdapter(accessor, access, accessor.name, descriptor);
        code.loadArgs();
        code.visitMethodInsn(opcode(called), owner.name, called.getName(), called.getDesc(), called.isInterface());
        code.returnValue();
        code.endMethod();
        owner.methods.add(accessor);
        return new Handle(Opcodes.H_INVOKESTATIC, owner.name, accessor.name, descriptor, called.isInterface());
    }

    /** What is not private in an interface must be public. */
    private int ofOthers() {
        return (owner.access & ACC_INTERFACE) != 0 ? ACC_PUBLIC : 0;
    }

    private byte[] lambda(String name, InvokeDynamicInsnNode lambda) {
        Type self = Type.getObjectType(name);
        Type[] captured = Type.getArgumentTypes(lambda.desc);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String functional = Type.getReturnType(lambda.desc).getInternalName();
        int access = ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC;
        writer.visit(owner.version, access, name, null, "java/lang/Object", new String[] {functional});
        for (int i = 0; i < captured.length; i++) {
            writer.visitField(ACC_PRIVATE | ACC_FINAL, "captured" + i, captured[i].getDescriptor(), null, null);
        }
        Method constructor = new Method("<init>", Type.VOID_TYPE, captured);
        writeConstructor(method(writer, 0, constructor), self, captured);
        writeFactory(method(writer, ACC_STATIC, new Method("of", lambda.desc)), self, constructor);
        Method function = new Method(lambda.name, ((Type) lambda.bsmArgs[0]).getDescriptor());
        writeFunction(
                method(writer, ACC_PUBLIC, function), self, captured, opened((Handle) lambda.bsmArgs[1]), function);
        return writer.toByteArray();
    }

    private static GeneratorAdapter method(ClassWriter writer, int access, Method method) {
        return new GeneratorAdapter(access, method, null, null, writer);
    }

    private static void writeConstructor(GeneratorAdapter code, Type self, Type[] captured) {
        code.loadThis();
        code.invokeConstructor(Type.getType(Object.class), new Method("<init>", "()V"));
        for (int i = 0; i < captured.length; i++) {
            code.loadThis();
            code.loadArg(i);
            code.putField(self, "captured" + i, captured[i]);
        }
        code.returnValue();
        code.endMethod();
    }

    private static void writeFactory(GeneratorAdapter code, Type self, Method constructor) {
        code.newInstance(self);
        code.dup();
        code.loadArgs();
        code.invokeConstructor(self, constructor);
        code.returnValue();
        code.endMethod();
    }

    private static void writeFunction(
            GeneratorAdapter code, Type self, Type[] captured, Handle called, Method function) {
        boolean isConstructor = called.getTag() == Opcodes.H_NEWINVOKESPECIAL;
        Type target = Type.getObjectType(called.getOwner());
        List<Type> taken = new ArrayList<>(Arrays.asList(Type.getArgumentTypes(called.getDesc())));
        if (isConstructor) {
            code.newInstance(target);
            code.dup();
        } else if (called.getTag() != Opcodes.H_INVOKESTATIC) {
            taken.add(0, target);
        }
        for (int i = 0; i < captured.length; i++) {
            code.loadThis();
            code.getField(self, "captured" + i, captured[i]);
            adapt(code, captured[i], taken.get(i));
        }
        for (int i = captured.length; i < taken.size(); i++) {
            code.loadArg(i - captured.length);
            adapt(code, function.getArgumentTypes()[i - captured.length], taken.get(i));
        }
        code.visitMethodInsn(
                opcode(called), called.getOwner(), called.getName(), called.getDesc(), called.isInterface());
        adapt(code, isConstructor ? target : Type.getReturnType(called.getDesc()), function.getReturnType());
        code.returnValue();
        code.endMethod();
    }

    private static int opcode(Handle called) {
        return switch (called.getTag()) {
            case Opcodes.H_INVOKESTATIC -> INVOKESTATIC;
            case Opcodes.H_NEWINVOKESPECIAL, Opcodes.H_INVOKESPECIAL -> Opcodes.INVOKESPECIAL;
            case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
            default -> Opcodes.INVOKEVIRTUAL;
        };
    }

    private static void adapt(GeneratorAdapter code, Type from, Type to) {
        if (to.equals(Type.VOID_TYPE)) {
            if (from.getSize() == 2) {
                code.pop2();
            } else if (from.getSize() == 1) {
                code.pop();
            }
        } else if (isPrimitive(from) && isPrimitive(to)) {
            code.cast(from, to);
        } else if (isPrimitive(from)) {
            code.valueOf(from);
        } else if (isPrimitive(to)) {
            code.unbox(to);
        } else if (!from.equals(to)) {
            code.checkCast(to);
        }
    }

    private static boolean isPrimitive(Type type) {
        return type.getSort() < Type.ARRAY;
    }
}
