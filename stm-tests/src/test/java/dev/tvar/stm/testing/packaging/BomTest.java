package dev.tvar.stm.testing.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.readme.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The BOM has no parent, so what it repeats is compared here: the artifacts, their version, the address of the project. */
class BomTest {
    private static final Pattern OWN_VERSION =
            Pattern.compile("<artifactId>stm-(?:parent|bom)</artifactId>\\s*<version>([^<]+)<");
    private static final Pattern HOME = Pattern.compile("<project.home>([^<]+)<");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern MANAGED = Pattern.compile(
            "<groupId>dev.tvar</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>\\$\\{project.version}</version>");

    private final Path root = Documents.root();
    private final String parent = Files.readString(root.resolve("pom.xml"));
    private final String bom = Files.readString(root.resolve("stm-bom/pom.xml"));

    BomTest() throws IOException {}

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isPublished(String module) throws IOException {
        return !Files.readString(root.resolve(module).resolve("pom.xml")).contains("<maven.deploy.skip>true<");
    }

    @Test
    void itManagesEveryArtifactThatIsPublished() throws IOException {
        String modules = parent.substring(parent.indexOf("<modules>"), parent.indexOf("</modules>"));
        Set<String> published = new TreeSet<>();
        for (String module : all(MODULE, modules)) {
            if (!module.equals("stm-bom") && isPublished(module)) {
                published.add(module);
            }
        }
        assertTrue(published.contains("stm-core") && !published.contains("stm-examples"), published::toString);
        assertEquals(published, all(MANAGED, bom));
    }

    @Test
    void itHasTheVersionAndAddressOfTheOthers() {
        assertEquals(all(OWN_VERSION, parent), all(OWN_VERSION, bom));
        assertEquals(all(HOME, parent), all(HOME, bom));
        assertNotEquals(Set.of(), all(OWN_VERSION, bom));
        assertNotEquals(Set.of(), all(HOME, bom));
    }

    @Test
    void itManagesNothingElse() {
        assertEquals(all(MANAGED, bom).size(), bom.split("<dependency>", -1).length - 1);
        assertTrue(!bom.contains("<parent>"), "its parent would manage more");
    }
}
