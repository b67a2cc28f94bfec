package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.TStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A class path with stm-core and nothing else. */
class MissingEngineTest {
    @Test
    void withoutAnEngineTheMessageNamesTheArtifactToAdd() throws IOException, ReflectiveOperationException {
        URL core = STM.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader bare = new URLClassLoader(new URL[] {core}, ClassLoader.getPlatformClassLoader())) {
            Method open = bare.loadClass(TStore.class.getName()).getMethod("open", Path.class);
            InvocationTargetException thrown =
                    assertThrows(InvocationTargetException.class, () -> open.invoke(null, Path.of("nowhere")));
            Throwable missing = thrown.getTargetException();
            assertEquals(StorageException.class.getName(), missing.getClass().getName());
            String message = String.valueOf(missing.getMessage());
            assertTrue(message.contains("dev.tvar:stm-store-durable"), message);
        }
    }
}
