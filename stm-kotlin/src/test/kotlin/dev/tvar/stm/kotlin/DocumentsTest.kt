package dev.tvar.stm.kotlin

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.net.URLClassLoader
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.readText
import org.jetbrains.kotlin.cli.common.ExitCode
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** Every Kotlin block of the documents compiles without a warning, runs, and prints the text block that follows it. */
class DocumentsTest {
    private class Example(val document: String, val code: String, val output: String)

    @TempDir
    lateinit var folder: Path

    @Test
    fun everyKotlinBlockPrintsWhatTheDocumentSays() {
        val examples = listOf("README.md", "docs/first-project.md").flatMap(::examples)
        assertTrue(examples.size >= 2, "only ${examples.size} Kotlin blocks")
        examples.forEachIndexed { number, example ->
            assertEquals(example.output.trim(), run(example.code, folder.resolve("$number")), example.document)
        }
    }

    @Test
    fun theCallsThatNeedThisModuleAreErrorsWithoutIt() {
        val (exitCode, messages) = compile("import dev.tvar.stm.*\nfun main() { println(STM.atomically { _ -> 1 }) }", folder)
        assertNotEquals(ExitCode.OK, exitCode)
        assertTrue("infer" in messages, messages)
    }

    private fun examples(document: String): List<Example> {
        val text = root().resolve(document).readText()
        val blocks = Regex("```kotlin\\n").findAll(text).count()
        val examples = EXAMPLE.findAll(text).map { Example(document, it.groupValues[1], it.groupValues[2]) }.toList()
        assertEquals(blocks, examples.size, "Kotlin blocks of $document that are followed by their output")
        return examples
    }

    private fun run(code: String, target: Path): String {
        val whole = if ("fun main()" in code) code else IMPORTS + "fun main() {\n$code\n}\n"
        val (exitCode, messages) = compile(whole, target)
        assertEquals(ExitCode.OK, exitCode, messages)
        val before = System.out
        val printed = ByteArrayOutputStream()
        URLClassLoader(arrayOf(target.toUri().toURL()), javaClass.classLoader).use { loader ->
            System.setOut(PrintStream(printed, true, Charsets.UTF_8))
            try {
                loader.loadClass("ExampleKt").getMethod("main").invoke(null)
            } finally {
                System.setOut(before)
            }
        }
        return printed.toString(Charsets.UTF_8).trim()
    }

    private fun root(): Path =
        generateSequence(Path.of("").toAbsolutePath()) { it.parent }.first { Files.exists(it.resolve("README.md")) }

    private companion object {
        val EXAMPLE = Regex("```kotlin\\n(.*?)```\\s*```text\\n(.*?)```", RegexOption.DOT_MATCHES_ALL)
        const val IMPORTS = "import dev.tvar.stm.*\nimport dev.tvar.stm.kotlin.*\n"
    }
}
