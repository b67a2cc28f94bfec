package dev.tvar.stm.examples.cli;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classes of the user, found on a class path of directories and jars; they live as long as the program. */
record UserClasses(ClassLoader loader) {
    /** Names a part of the path that is not there. */
    static UserClasses at(@Nullable String classPath) {
        ClassLoader own = UserClasses.class.getClassLoader();
        if (classPath == null) {
            return new UserClasses(own);
        }
        List<URL> places = new ArrayList<>();
        for (String place : classPath.split(File.pathSeparator)) {
            File file = new File(place);
            if (!file.exists()) {
                throw new IllegalArgumentException("--class-path: there is no '" + place + "'");
            }
            try {
                places.add(file.toURI().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("--class-path: cannot use '" + place + "'", e);
            }
        }
        return new UserClasses(new URLClassLoader(places.toArray(URL[]::new), own));
    }
}
