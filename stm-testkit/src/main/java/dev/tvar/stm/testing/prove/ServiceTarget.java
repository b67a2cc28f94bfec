package dev.tvar.stm.testing.prove;

import dev.tvar.stm.testing.service.BrokenServices;
import dev.tvar.stm.testing.service.MoneyService;
import dev.tvar.stm.testing.service.Services;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The service under test, by name: a service that is broken on purpose, {@value #MEMORY}, or a class of a user; or a factory. Each run
 * of a case gets a service of its own, and closes it.
 */
public final class ServiceTarget {
    /** The name of a right service in memory. */
    public static final String MEMORY = "memory";

    private final String name;
    private final Supplier<? extends MoneyService> maker;
    private final String java;

    /** The context class loader of all threads that use the services. */
    private final ClassLoader classes;

    private ServiceTarget(String name, Supplier<? extends MoneyService> maker, String java, ClassLoader classes) {
        this.name = name;
        this.maker = maker;
        this.java = java;
        this.classes = classes;
    }

    /**
     * All names of services of the harness.
     *
     * @return the names
     */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of(MEMORY));
        names.addAll(BrokenServices.names());
        return names;
    }

    /**
     * The target with a name. Creates, uses and closes one service, so that a service that cannot be tested fails now.
     *
     * @param name one of {@link #names()}, or the binary name of a public class with a public constructor without parameters that
     *     implements {@link MoneyService}, or {@link Supplier} of services
     * @param classes the class loader of such a class; also the context class loader of all threads that use the service
     * @param limit the time limit for making a service, opening an account and closing it
     * @return the target
     * @throws IllegalArgumentException if there is no such service, or a class that it needs is missing; the message says why
     * @throws EngineFailure if the service's own code throws, or takes longer
     */
    public static ServiceTarget named(String name, ClassLoader classes, Duration limit) {
        ServiceTarget target;
        if (name.equals(MEMORY)) {
            target = new ServiceTarget(name, Services::inMemory, "Services.inMemory()", classes);
        } else if (BrokenServices.names().contains(name)) {
            target = new ServiceTarget(
                    name, () -> BrokenServices.named(name), "BrokenServices.named(\"" + name + "\")", classes);
        } else {
            target = ofClass(name, classes);
        }
        target.requireUsable(limit);
        return target;
    }

    private static ServiceTarget ofClass(String name, ClassLoader classes) {
        UserClass type = UserClass.named("service", name, classes, names(), MoneyService.class, Supplier.class);
        boolean supplies =
                Supplier.class.isAssignableFrom(type.type()) && !MoneyService.class.isAssignableFrom(type.type());
        Supplier<MoneyService> maker = () -> {
            Object made = type.get();
            return made instanceof MoneyService service ? service : supplied(name, (Supplier<?>) made);
        };
        return new ServiceTarget(
                name, maker, "new " + name.replace('$', '.') + "()" + (supplies ? ".get()" : ""), classes);
    }

    private static MoneyService supplied(String name, Supplier<?> supplier) {
        Object made;
        try {
            made = supplier.get();
        } catch (RuntimeException | Error e) {
            throw new EngineFailure("service '" + name + "': its get() threw " + e, e);
        }
        if (made instanceof MoneyService service) {
            return service;
        }
        throw new IllegalArgumentException("service '" + name + "': its get() returned "
                + (made == null ? "null" : "a " + made.getClass().getName()) + ", not a "
                + MoneyService.class.getName());
    }

    /**
     * A target from a factory.
     *
     * @param name its name
     * @param maker makes a new service for each run
     * @param java the Java expression that makes one, for a test
     * @return the target
     */
    public static ServiceTarget of(String name, Supplier<? extends MoneyService> maker, String java) {
        return new ServiceTarget(name, maker, java, Thread.currentThread().getContextClassLoader());
    }

    private void requireUsable(Duration limit) {
        try {
            InTime.call(
                    "trial of " + name,
                    limit,
                    () -> with(limit, service -> {
                        service.offers();
                        return service.open(0);
                    }));
        } catch (InTime.Late e) {
            EngineFailure failure = new EngineFailure("service '" + name + "' takes longer than " + limit.toSeconds()
                    + " s to be made, to open an account, and to be closed");
            failure.setStackTrace(e.getStackTrace());
            throw failure;
        } catch (InTime.Wrapped e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new EngineFailure("service '" + name + "': offers() or open(0) threw " + cause, cause);
        } catch (IllegalArgumentException | EngineFailure e) {
            throw e;
        } catch (RuntimeException e) {
            throw new EngineFailure("service '" + name + "': offers() or open(0) threw " + e, e);
        }
    }

    /**
     * The name of the target.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * An action on a service.
     *
     * @param <R> the result
     * @param <X> the exceptions of the action itself
     */
    @FunctionalInterface
    interface Use<R, X extends Exception> {
        R of(MoneyService service) throws X;
    }

    /**
     * Creates a new service, uses it for a run, and closes it.
     *
     * @throws EngineFailure if the service cannot be made or closed
     */
    <R, X extends Exception> R with(Duration limit, Use<? extends R, ? extends X> use) throws X {
        Thread self = Thread.currentThread();
        ClassLoader before = self.getContextClassLoader();
        self.setContextClassLoader(classes);
        try {
            MoneyService service = maker.get();
            try {
                return use.of(service);
            } finally {
                close(service, limit);
            }
        } finally {
            self.setContextClassLoader(before);
        }
    }

    private void close(MoneyService service, Duration limit) {
        try {
            InTime.call("close() of " + name, limit, () -> {
                service.close();
                return name;
            });
        } catch (InTime.Late e) {
            EngineFailure failure = new EngineFailure(
                    "service '" + name + "': its close() has not returned after " + limit.toSeconds() + " s");
            failure.setStackTrace(e.getStackTrace());
            throw failure;
        } catch (RuntimeException e) {
            Throwable cause = e instanceof InTime.Wrapped && e.getCause() != null ? e.getCause() : e;
            throw new EngineFailure("service '" + name + "': its close() threw " + cause, cause);
        }
    }

    /** The Java expression that makes a service, for a test. */
    String java() {
        return java;
    }
}
