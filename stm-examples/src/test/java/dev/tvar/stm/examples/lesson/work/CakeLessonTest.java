package dev.tvar.stm.examples.lesson.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.lesson.work.CakeLesson.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CakeLessonTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 9})
    void layersAreInOrderInEveryVersionButTheFirst(int workers) {
        List<Layer> shared = CakeLesson.sharedTray(workers);
        assertEquals(workers * CakeLesson.LAYERS, shared.stream().distinct().count());
        assertFalse(CakeLesson.inOrder(workers, shared), shared::toString);
        assertInOrder(workers, CakeLesson.transactionPerCake(workers));
        assertInOrder(workers, CakeLesson.trayEach(workers));
        assertInOrder(workers, CakeLesson.placedByIndex(workers));
    }

    private static void assertInOrder(int workers, List<Layer> tray) {
        assertTrue(CakeLesson.inOrder(workers, tray), tray::toString);
    }

    @Test
    void theLawSeesAMissingAMisplacedAndADoubledLayer() {
        Layer first = new Layer(0, 1);
        Layer second = new Layer(0, 2);
        Layer third = new Layer(0, 3);
        assertTrue(CakeLesson.inOrder(1, List.of(first, second, third)));
        assertFalse(CakeLesson.inOrder(1, List.of(first, second)));
        assertFalse(CakeLesson.inOrder(1, List.of(second, first, third)));
        assertFalse(CakeLesson.inOrder(1, List.of(first, first, third)));
        assertFalse(CakeLesson.inOrder(2, List.of(first, second, third, first, second, third)));
    }
}
