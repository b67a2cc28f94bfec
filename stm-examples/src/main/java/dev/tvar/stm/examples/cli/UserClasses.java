package dev.tvar.stm.examples.cli;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The user's classes, loaded from a class path of directories and jars in the notation of {@code java
 * -cp}, for the whole run of the program.
 */
record UserClasses(ClassLoader loader) {
    private static final String ALL_JARS = "*";

    /**
     * The classes on a path, or the classes of this program if there is none.
     *
     * @throws IllegalArgumentException if a part of the path cannot be used; the message names it
     */
    static UserClasses at(@Nullable String classPath) {
        ClassLoader own = UserClasses.class.getClassLoader();
        if (classPath == null) {
            return new UserClasses(own);
        }
        List<URL> places = new ArrayList<>();
        for (String place : classPath.split(File.pathSeparator)) {
            files(place).forEach(file -> places.add(url(file)));
        }
        return new UserClasses(new URLClassLoader(places.toArray(URL[]::new), own));
    }

    private static Stream<File> files(String place) {
        if (place.equals(ALL_JARS) || place.endsWith("/" + ALL_JARS) || place.endsWith(File.separator + ALL_JARS)) {
            return jarsIn(place.substring(0, place.length() - ALL_JARS.length()));
        }
        File file = new File(place.isEmpty() ? "." : place);
        if (!file.exists()) {
            throw new IllegalArgumentException("--class-path: there is no '" + place + "'");
        }
        if (!file.isDirectory()) {
            requireJar(file);
        }
        return Stream.of(file);
    }

    private static Stream<File> jarsIn(String directory) {
        File[] jars = new File(directory.isEmpty() ? "." : directory)
                .listFiles((parent, name) -> name.endsWith(".jar") || name.endsWith(".JAR"));
        if (jars == null) {
            throw new IllegalArgumentException("--class-path: there is no directory '" + directory + "'");
        }
        if (jars.length == 0) {
            throw new IllegalArgumentException("--class-path: there are no jars in '" + directory + "'");
        }
        return Stream.of(jars).sorted();
    }

    private static void requireJar(File file) {
        try (ZipFile jar = new ZipFile(file)) {
            jar.size();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--class-path: '" + file + "' is neither a directory nor a jar that can be read (" + e.getMessage()
                            + "); for a class give the directory above its package",
                    e);
        }
    }

    private static URL url(File file) {
        try {
            return file.toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("--class-path: cannot use '" + file + "'", e);
        }
    }
}
