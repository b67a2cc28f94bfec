package dev.tvar.stm.testing.support;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Jars of classes, as a build would make them: a test may run before its modules are packaged. */
public final class Jars {
    private Jars() {}

    /** The jar of a module: the one that a class was loaded from, or a new one in a folder if that is a folder of classes. */
    public static Path of(Class<?> type, Path folder) throws IOException {
        File location = Jvm.locationOf(type);
        if (location.isFile()) {
            return location.toPath();
        }
        return of(manifestOf(type), location.toPath(), Files.createTempFile(folder, "module", ".jar"));
    }

    /** The manifest of the module that a class was loaded from. */
    public static Manifest manifestOf(Class<?> type) throws IOException {
        File location = Jvm.locationOf(type);
        if (location.isFile()) {
            try (JarFile jar = new JarFile(location)) {
                return jar.getManifest();
            }
        }
        try (InputStream in = Files.newInputStream(location.toPath().resolve(JarFile.MANIFEST_NAME))) {
            return new Manifest(in);
        }
    }

    /** A manifest with these headers. */
    public static Manifest manifest(Map<String, String> headers) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(main::putValue);
        return manifest;
    }

    /** Writes a jar of the files in a folder. */
    public static Path of(Manifest manifest, Path content, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(content)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            for (Path file : files) {
                String name = content.relativize(file).toString().replace(File.separatorChar, '/');
                if (!name.equals(JarFile.MANIFEST_NAME)) {
                    entries.putNextEntry(new ZipEntry(name));
                    Files.copy(file, entries);
                    entries.closeEntry();
                }
            }
        }
        return jar;
    }
}
