package dev.tvar.stm.testing.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A JDBC object that passes its calls on to another one, apart from some. JDBC's interfaces have hundreds of methods. */
abstract class Proxied implements InvocationHandler {
    private final Object target;

    Proxied(Object target) {
        this.target = target;
    }

    /** The object that clients get in place of the target. */
    final <T> T as(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(Proxied.class.getClassLoader(), new Class<?>[] {type}, this));
    }

    @Override
    public final @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        @Nullable Object[] all = arguments == null ? new Object[0] : arguments;
        if (method.getName().equals("equals") && all.length == 1) {
            return proxy == all[0];
        }
        return call(method, all);
    }

    /** A call of a client. */
    abstract @Nullable Object call(Method method, @Nullable Object[] arguments) throws Exception;

    /** Passes a call on. */
    final @Nullable Object pass(Method method, @Nullable Object[] arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            if (thrown instanceof Error error) {
                throw error;
            }
            throw thrown instanceof Exception exception ? exception : e;
        }
    }
}
