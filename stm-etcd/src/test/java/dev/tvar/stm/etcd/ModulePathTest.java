package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The module and its dependencies, most of which are automatic modules, work together on the module path. */
final class ModulePathTest {
    private static final String NAME = "dev.tvar.stm.etcd";

    /** The modules of the class path of this test, in a layer of their own. */
    private static ModuleLayer layer() {
        Path[] path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toArray(Path[]::new);
        ModuleLayer boot = ModuleLayer.boot();
        Configuration modules =
                boot.configuration().resolveAndBind(ModuleFinder.of(path), ModuleFinder.of(), Set.of(NAME));
        return boot.defineModulesWithOneLoader(modules, ClassLoader.getPlatformClassLoader());
    }

    @Test
    void aStoreGetsAsFarAsTheNetwork() throws ReflectiveOperationException {
        ClassLoader loader = layer().findLoader(NAME);
        Class<?> options = loader.loadClass(EtcdOptions.class.getName());
        Class<?> store = loader.loadClass(EtcdStore.class.getName());
        assertEquals(NAME, store.getModule().getName());
        Object endpoints = options.getMethod("endpoints", String[].class)
                .invoke(null, (Object) new String[] {"http://127.0.0.1:1"});
        Object hasty =
                options.getMethod("withConnectTimeout", Duration.class).invoke(endpoints, Duration.ofMillis(200));
        Method connect = store.getMethod("connect", options);
        @Nullable
        Throwable refused = assertThrows(InvocationTargetException.class, () -> connect.invoke(null, hasty))
                .getCause();
        assertTrue(String.valueOf(refused).contains("no endpoint answers"), () -> String.valueOf(refused));
    }

    @Test
    void onlyItsPackageIsExported() {
        ModuleDescriptor module = layer().findModule(NAME).orElseThrow().getDescriptor();
        assertEquals(
                List.of(NAME),
                module.exports().stream().map(ModuleDescriptor.Exports::source).toList());
    }
}
