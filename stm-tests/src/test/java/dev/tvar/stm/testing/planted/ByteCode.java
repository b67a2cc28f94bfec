package dev.tvar.stm.testing.planted;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** The changes of byte code that {@link Mutant} needs. Each returns whether the method has a place for it. */
final class ByteCode {
    private ByteCode() {}

    /** The instructions in place of a call. The receiver and the arguments are in local variables. */
    interface Replacement {
        InsnList of(MethodNode method, MethodInsnNode call, Operands operands);
    }

    /** The local variables that hold the operands of a call: the receiver, if the call has one, and the arguments. */
    record Operands(Type[] types, int[] locals, int receivers) {
        /** Takes the operands of a call from the stack, before the call. */
        static Operands take(MethodNode method, MethodInsnNode call) {
            Type[] arguments = Type.getArgumentTypes(call.desc);
            int receivers = call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1;
            Type[] types = new Type[receivers + arguments.length];
            System.arraycopy(arguments, 0, types, receivers, arguments.length);
            if (receivers > 0) {
                types[0] = Type.getObjectType(call.owner);
            }
            int[] locals = new int[types.length];
            for (int i = types.length - 1; i >= 0; i--) {
                locals[i] = method.maxLocals;
                method.maxLocals += types[i].getSize();
                method.instructions.insertBefore(call, new VarInsnNode(types[i].getOpcode(Opcodes.ISTORE), locals[i]));
            }
            return new Operands(types, locals, receivers);
        }

        InsnList loadArgument(int index) {
            InsnList load = new InsnList();
            load.add(load(receivers + index));
            return load;
        }

        InsnList loadAll() {
            InsnList load = new InsnList();
            for (int i = 0; i < types.length; i++) {
                load.add(load(i));
            }
            return load;
        }

        private VarInsnNode load(int operand) {
            return new VarInsnNode(types[operand].getOpcode(Opcodes.ILOAD), locals[operand]);
        }
    }

    static boolean replaceCalls(MethodNode method, String callee, Replacement replacement) {
        boolean found = false;
        for (AbstractInsnNode each : method.instructions.toArray()) {
            if (each instanceof MethodInsnNode && ((MethodInsnNode) each).name.equals(callee)) {
                MethodInsnNode call = (MethodInsnNode) each;
                method.instructions.insert(call, replacement.of(method, call, Operands.take(method, call)));
                method.instructions.remove(call);
                found = true;
            }
        }
        return found;
    }

    /** Replaces the body by a return of a value, or of nothing. */
    static boolean replaceBody(MethodNode method, @Nullable Object value) {
        Type type = Type.getReturnType(method.desc);
        method.instructions.clear();
        method.tryCatchBlocks.clear();
        method.localVariables.clear();
        if (value != null) {
            method.instructions.add(constant(value, type));
        }
        method.instructions.add(new InsnNode(type.getOpcode(Opcodes.IRETURN)));
        return true;
    }

    static boolean returnNull(MethodNode method) {
        replaceBody(method, null);
        method.instructions.insert(new InsnNode(Opcodes.ACONST_NULL));
        return true;
    }

    /** Replaces each write of a field by two instructions that drop the operands. */
    static boolean omitWrites(MethodNode method, String field) {
        boolean found = false;
        for (AbstractInsnNode each : method.instructions.toArray()) {
            if (each.getOpcode() == Opcodes.PUTFIELD && ((FieldInsnNode) each).name.equals(field)) {
                int size = Type.getType(((FieldInsnNode) each).desc).getSize();
                method.instructions.insertBefore(each, new InsnNode(size == 1 ? Opcodes.POP : Opcodes.POP2));
                method.instructions.set(each, new InsnNode(Opcodes.POP));
                found = true;
            }
        }
        return found;
    }

    /** The next call of this method after an instruction. */
    static MethodInsnNode nextCall(AbstractInsnNode from, String callee) {
        for (AbstractInsnNode each = from; each != null; each = each.getNext()) {
            if (each instanceof MethodInsnNode && ((MethodInsnNode) each).name.equals(callee)) {
                return (MethodInsnNode) each;
            }
        }
        throw new AssertionError("no call of " + callee + " follows");
    }

    /** Loads a value of this type: a boolean or number, or the constant of an enum with this name. */
    static InsnList constant(Object value, Type type) {
        InsnList load = new InsnList();
        if (value instanceof String) {
            load.add(
                    new FieldInsnNode(Opcodes.GETSTATIC, type.getInternalName(), (String) value, type.getDescriptor()));
        } else {
            load.add(new LdcInsnNode(value instanceof Boolean ? (Boolean) value ? 1 : 0 : value));
        }
        return load;
    }

    /** A copy of a call. */
    static AbstractInsnNode copy(MethodInsnNode call) {
        return call.clone(Map.of());
    }
}
