package dev.tvar.stm.testing.service;

import dev.tvar.stm.testing.service.MoneyService.Operation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the optional operations of a service: those whose methods its class overrides. */
final class Offers {
    private Offers() {}

    static Set<Operation> of(Class<? extends MoneyService> type) {
        Set<Operation> offered = EnumSet.noneOf(Operation.class);
        for (Operation operation : Operation.values()) {
            List<Method> missing = methods(operation)
                    .filter(method -> !isOverridden(method, type))
                    .toList();
            if (missing.isEmpty()) {
                offered.add(operation);
            } else if (missing.size() < methods(operation).count()) {
                throw new IllegalStateException(type.getName() + " overrides some methods of " + operation + " but not "
                        + String.join(
                                ", ", missing.stream().map(Method::getName).toList())
                        + ": override all of them, or none");
            }
        }
        return offered;
    }

    private static Stream<Method> methods(Operation operation) {
        List<String> names =
                switch (operation) {
                    case AUDIT -> List.of("audit");
                    case KEYED_TRANSFER -> List.of("transfer");
                    case HOLDS -> List.of("hold", "capture", "release", "held");
                    case HISTORY -> List.of("history");
                };
        return Arrays.stream(MoneyService.class.getMethods())
                .filter(method -> method.isDefault() && names.contains(method.getName()));
    }

    private static boolean isOverridden(Method method, Class<?> type) {
        try {
            return type.getMethod(method.getName(), method.getParameterTypes()).getDeclaringClass()
                    != MoneyService.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a " + type.getName() + " without " + method, e);
        }
    }
}
