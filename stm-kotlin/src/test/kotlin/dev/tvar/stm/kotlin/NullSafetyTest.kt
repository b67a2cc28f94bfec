package dev.tvar.stm.kotlin

import java.nio.file.Path
import org.jetbrains.kotlin.cli.common.ExitCode
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** What the Kotlin compiler makes of the Java API: which calls need no cast, and where it knows about null. */
class NullSafetyTest {
    @TempDir
    lateinit var folder: Path

    /** A program with these statements, one to a line; the first is on line [FIRST]. */
    private fun program(statements: List<String>) = """
        import dev.tvar.stm.*
        import dev.tvar.stm.collection.*
        import dev.tvar.stm.kotlin.*
        val word: TVar<String> = TVar.of("")
        val note: TVar<String?> = TVar.of<String?>(null)
        val number: TLong = TLong.of(0)
        val map: TMap<String, Int> = TMap.create()
    """.trimIndent() + "\n" + statements.mapIndexed { i, it -> "fun statement$i() { $it }" }.joinToString("\n") + "\n"

    @Test
    fun correctUseCompilesWithoutCastsOrWarnings() {
        val statements = listOf(
            "STM.run<RuntimeException> { tx -> number.add(tx, 1) }",
            "val n: Long = STM.atomically<Long, RuntimeException> { tx -> number.get(tx) }; println(n)",
            "val s: String? = STM.atomically<String?, RuntimeException> { tx -> note.get(tx) }; println(s)",
            "val n: Long = STM.snapshot<Long, RuntimeException> { tx -> number.get(tx) }; println(n)",
            "STM.run<RuntimeException> { tx -> tx.runNested<RuntimeException> { inner -> word.set(inner, \"a\") } }",
            "atomically { tx -> number.add(tx, 1) }",
            "val n: Int = atomically { tx -> word.get(tx).length }; println(n)",
            "val n: Int? = atomically { tx -> note.get(tx)?.length }; println(n)",
            "val n: Int = atomically { tx -> map.get(tx, \"a\") ?: 0 }; println(n)",
            "val s: String = word.now(); println(s)",
            "atomically { tx -> word.update(tx) { it + \"a\" } }",
            "atomically { tx -> note.set(tx, null) }",
        )
        val (exitCode, messages) = compile(program(statements), folder)
        assertEquals(ExitCode.OK, exitCode, messages)
    }

    @Test
    fun nullWhereNoneIsAllowedDoesNotCompile() {
        val statements = listOf(
            "atomically { tx -> word.set(tx, null) }",
            "atomically { tx -> word.update(tx) { null } }",
            "val s: String = atomically { tx -> note.get(tx) }; println(s)",
            "val n: Int = atomically { tx -> note.get(tx).length }; println(n)",
            "val n: Int = atomically { tx -> map.get(tx, \"a\") }; println(n)",
            "val s: String = note.now(); println(s)",
            "TVar.of<String>(null)",
            "TVar.named(null, \"a\")",
            "STM.with(null)",
            "val s: String = TxnOptions.defaults().name(); println(s)",
        )
        val (_, messages) = compile(program(statements), folder)
        val lines = Regex("""Example\.kt:(\d+):\d+: error""").findAll(messages).map { it.groupValues[1].toInt() - FIRST }.toSet()
        assertEquals(statements.toSet() - lines.map { statements[it] }.toSet(), emptySet<String>(), messages)
        assertTrue("null" in messages || "mismatch" in messages, messages)
    }

    private companion object {
        const val FIRST = 8
    }
}
