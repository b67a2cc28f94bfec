package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compare --accounts 1        | --accounts must be 2 to 100000, not 1",
                "compare --accounts 100001   | --accounts must be 2 to 100000, not 100001",
                "compare --accounts many     | '--accounts': 'many' is not a whole number",
                "compare --transfers 0       | --transfers must be 1 to 10000000, not 0",
                "compare --transfers 1e3     | '--transfers': '1e3' is not a whole number",
                "compare --transfers 99999999999 | '--transfers': '99999999999' is too long a number",
                "compare --threads 0         | --threads must be 1 to 1000, not 0",
                "compare --threads -3        | --threads must be 1 to 1000, not -3",
                "compare --threads 1001      | --threads must be 1 to 1000, not 1001",
                "compare --seed 99999999999999999999 | '--seed': '99999999999999999999' does not fit in 64 bits",
                "compare --seed today        | '--seed': 'today' is not a whole number",
                "compare --engine paper      | unknown engine 'paper'; known engines: stm, actors, cashier,",
                "compare --engine stm,paper  | unknown engine 'paper'",
                "compare --engine            | '--engine'",
                "compare --csv               | '--csv'",
                "compare --csv x --accounts 3 | --accounts makes no sense with --csv",
                "compare --csv x --seed 3    | --seed makes no sense with --csv",
                "compare --csv x --transfers 3 | --transfers makes no sense with --csv",
                "compare --threads 1,0      | --threads must be 1 to 1000, not 0",
                "compare --threads 1,,2     | '--threads'",
                "compare --duration 0       | --duration must be 1 to 60000, not 0",
                "compare --duration 2s      | '--duration': '2s' is not a whole number",
                "compare --duration 5 --transfers 5 | --duration cannot be used together with --transfers",
                "compare --repetitions 0    | --repetitions must be 1 to 100, not 0",
                "compare --loads heavy      | unknown load 'heavy'; known loads: uniform, hot-account,",
                "compare --report no/such/x | cannot write 'no/such/x': there is no such directory",
                "compare --report pom.xml   | cannot write 'pom.xml': it is there already, and is not an earlier",
                "compare --report x --no-report | --report cannot be used together with --no-report",
                "compare --no-report --json no/such/x | cannot write 'no/such/x': there is no such directory",
                "compare --no-report --json src | cannot write 'src': it is a directory",
                "compare --no-report --document src | cannot write 'src': there is no such file",
                "compare --csv x --document y | --document makes no sense with --csv",
                "compare --csv x --loads uniform | --loads makes no sense with --csv",
                "compare --csv x --quick    | --quick makes no sense with --csv",
                "compare --csv x --report y | --report makes no sense with --csv",
                "compare --csv x --threads 1,2 | --threads takes one number with --csv",
                "compare --opening 5         | --opening needs --csv FILE",
                "compare --accounts-file x   | --accounts-file needs --csv FILE",
                "compare --out x             | --out needs --csv FILE",
                "compare --verbose           | --verbose needs --csv FILE",
                "compare --colour            | '--colour'",
                "compare extra               | 'extra'",
                "ledger                      | 'FILE'",
                "ledger x y                  | 'y'",
                "ledger x --threads 0        | --threads must be 1 to 1000, not 0",
                "ledger x --threads two      | '--threads': 'two' is not a whole number",
                "ledger x --engine paper     | unknown engine 'paper'",
                "ledger x --opening -1       | --opening must be 0 to 9223372036854775807, not -1",
                "ledger x --opening much     | '--opening': 'much' is not a whole number",
                "ledger x --opening 1 --accounts-file y | --opening cannot be used together with --accounts-file",
                "ledger x --out no/such/file | cannot write 'no/such/file': there is no such directory",
                "account --seed x            | '--seed': 'x' is not a whole number",
                "bank --threads 0            | --threads must be 1 to 64, not 0",
                "B3 --threads 1              | --threads must be 2 to 100, not 1",
                "b3 --threads two            | '--threads': 'two' is not a whole number",
                "crash --threads 3           | --threads cannot be chosen: this lesson has just the threads that it needs",
                "B3 --thread 3               | unknown option '--thread', did you mean --threads?",
                "compere                     | unknown command 'compere', did you mean compare?",
                "philosofers                 | unknown command 'philosofers', did you mean philosophers?",
                "help juggle                 | 'juggle'",
                "counter --time-limit 0      | --time-limit must be 1 to 86400, not 0",
                "counter --time-limit soon   | '--time-limit': 'soon' is not a whole number",
                "counter 10                  | '10'",
                "B10                         | unknown command 'B10'",
                "prove --accounts 1          | --accounts must be 2 to 200, not 1",
                "prove --threads 17          | --threads must be 1 to 16, not 17",
                "prove --transfers 0         | --transfers must be 1 to 100000, not 0",
                "prove --tries 0             | --tries must be 1 to 1000000, not 0",
                "prove --runs 0              | --runs must be 1 to 1000000, not 0",
                "prove --time-limit 0        | --time-limit must be 1 to 86400, not 0",
                "prove --stuck 0             | --stuck must be 1 to 86400, not 0",
                "prove --shrink-limit 86401  | --shrink-limit must be 1 to 86400, not 86401",
                "prove --seed today          | '--seed': 'today' is not a whole number",
                "prove --engine tl2          | unknown engine 'tl2'; known are ours, tvar,",
                "prove --engine broken:heart | unknown engine 'broken:heart'",
                "prove --engine org.acme.No  | cannot load engine 'org.acme.No'",
                "prove --engine java.lang.String | 'java.lang.String' does not implement",
                "prove --property beauty     | unknown property 'beauty'; known are conservation, programs, schedules",
                "prove --property schedules  | schedules can be chosen in a JVM with -Ddev.tvar.stm.seam=true only",
                "prove --property schedules --engine locks | schedules can be chosen in the engine of this library only, not in 'locks'",
                "prove --peers --property programs | --property makes no sense with --peers",
                "prove --class-path no/such  | --class-path: there is no 'no/such'",
                "prove --plant NOTHING       | --plant: unknown step 'NOTHING'; known are",
                "prove --plant STORE --engine locks | --plant leaves out a step of this library, which 'locks' does not use",
                "prove --csv no/such/file    | cannot write 'no/such/file'",
                "prove --peers --engine ours | --engine makes no sense with --peers",
                "prove extra                 | 'extra'",
                "list all                    | 'all'",
                "juggle                      | unknown command 'juggle'",
                "--loud                      | '--loud'",
            })
    void aWrongArgumentIsNamedInOneLine(String arguments, String message) {
        Cli cli = Cli.run(arguments.split(" +"));
        assertEquals(2, cli.code(), cli.toString());
        assertEquals("", cli.out());
        assertEquals(1, cli.errLines().size(), cli.err());
        String plain = cli.err().replace(" (N)", "");
        assertTrue(plain.contains(message), cli.err());
        assertTrue(plain.contains(" --help'"), cli.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "list --version", "compare -V", "B3 -V", "prove -V", "ledger --version"})
    void everyCommandKnowsItsVersion(String arguments) {
        Cli cli = Cli.run(arguments.split(" "));
        assertEquals(0, cli.code());
        assertTrue(cli.out().startsWith("TVar STM "), cli.toString());
    }

    @Test
    void helpOfACommandIsThatCommandsHelp() {
        assertEquals(Cli.run("compare", "--help"), Cli.run("help", "compare"));
        assertEquals(Cli.run("--help"), Cli.run("help"));
    }

    @Test
    void withoutACommandTheHelpIsShown() {
        Cli cli = Cli.run();
        assertEquals(0, cli.code());
        assertTrue(cli.out().contains("Commands:"), cli.out());
    }
}
