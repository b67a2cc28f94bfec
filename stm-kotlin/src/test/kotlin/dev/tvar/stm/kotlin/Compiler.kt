package dev.tvar.stm.kotlin

import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import java.nio.file.Files
import java.nio.file.Path
import org.jetbrains.kotlin.cli.common.ExitCode
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler

/** Compiles a file as a user of this module does: a warning is an error, and the annotations of the library are not on the class path. */
internal fun compile(code: String, target: Path): Pair<ExitCode, String> {
    val source = Files.createDirectories(target).resolve("Example.kt")
    Files.writeString(source, code)
    val classPath = System.getProperty("java.class.path").split(File.pathSeparator).filter { "jspecify" !in it }
    val messages = ByteArrayOutputStream()
    val exitCode = K2JVMCompiler().exec(
        PrintStream(messages, true, Charsets.UTF_8),
        "-no-stdlib", "-no-reflect", "-Werror",
        "-classpath", classPath.joinToString(File.pathSeparator),
        "-d", target.toString(),
        source.toString(),
    )
    return exitCode to messages.toString(Charsets.UTF_8)
}
