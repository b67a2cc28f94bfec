package dev.tvar.stm.testing.support;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles programs that are texts of a test. */
public final class Sources {
    private Sources() {}

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String file, String text) {
            super(URI.create("string:///" + file), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /**
     * Compiles for JDK 17, with all warnings on.
     *
     * @param files file name and text of each
     * @param target where the classes go
     * @param options further options, such as the class path
     * @return the diagnostics of the compiler, one text each
     */
    public static List<String> compile(Map<String, String> files, Path target, String... options) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
        List<String> all = new ArrayList<>(List.of("--release", "17", "-Xlint:all", "-d", target.toString()));
        all.addAll(List.of(options));
        List<Text> units = new ArrayList<>();
        files.forEach((file, text) -> units.add(new Text(file, text)));
        boolean done;
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(complaints, null, null)) {
            done = compiler.getTask(null, manager, complaints, all, null, units).call();
        }
        List<String> texts = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> complaint : complaints.getDiagnostics()) {
            texts.add(complaint.getKind() + " line " + complaint.getLineNumber() + ": " + complaint.getMessage(null));
        }
        if (!done && texts.isEmpty()) {
            throw new AssertionError("the compiler failed without a diagnostic");
        }
        return texts;
    }
}
