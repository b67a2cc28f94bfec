package dev.tvar.stm.testing.readme;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the examples of the documents in one JVM, one after the other. Each has a class loader of its own, with the library in
 * it, so that it begins as a program of its own does: no transaction was run before, and nothing was counted.
 */
final class ExampleRunner {
    /** What is printed after each example. */
    static final String END = "\u0001";

    private ExampleRunner() {}

    /**
     * Runs them.
     *
     * @param arguments the folder of the compiled examples, and how many there are
     */
    public static void main(String[] arguments) throws Exception {
        List<URL> classPath = new ArrayList<>();
        classPath.add(Path.of(arguments[0]).toUri().toURL());
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            run("Example" + i, classPath.toArray(new URL[0]));
            System.out.print(END);
        }
        System.out.flush();
        Runtime.getRuntime().halt(0); // daemon threads of the examples end with their program
    }

    private static void run(String name, URL[] classPath)
            throws IOException, ReflectiveOperationException, InterruptedException {
        try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            Method main = loader.loadClass(name).getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) new String[0]);
            joinOthers();
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            (thrown == null ? e : thrown).printStackTrace(System.out);
        }
    }

    /** A program ends when all threads have ended that are no daemons. */
    private static void joinOthers() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread != Thread.currentThread()
                    && !thread.isDaemon()
                    && !thread.getName().equals("DestroyJavaVM")) {
                thread.join();
            }
        }
    }
}
