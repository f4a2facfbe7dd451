package org.carbonaware.examples.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The Java that README.md and the pages of docs show. */
final class JavaBlocks {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PROGRAM = Pattern.compile("(?m)^public final class (\\w+)");

  private JavaBlocks() {}

  /**
   * A block.
   *
   * @param page the page's name
   * @param number its number on the page, from 1
   * @param code what it shows
   */
  record Shown(String page, int number, String code) {
    /** The class it declares, if it is a whole file. */
    Optional<String> program() {
      return PROGRAM.matcher(code).results().findFirst().map(found -> found.group(1));
    }

    @Override
    public String toString() {
      return page + ", block " + number;
    }
  }

  static List<Shown> all() throws IOException {
    List<Shown> blocks = new ArrayList<>(of(ROOT.resolve("README.md")));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      for (Path page :
          files.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
        blocks.addAll(of(page));
      }
    }
    return blocks;
  }

  static List<Shown> of(Path page) throws IOException {
    List<Shown> blocks = new ArrayList<>();
    for (MatchResult found : BLOCK.matcher(Files.readString(page)).results().toList()) {
      blocks.add(new Shown(page.getFileName().toString(), blocks.size() + 1, found.group(1)));
    }
    return blocks;
  }

  /** The whole program of a page of docs. */
  static Shown program(String page) throws IOException {
    return of(ROOT.resolve("docs").resolve(page)).stream()
        .filter(block -> block.program().isPresent())
        .findFirst()
        .orElseThrow(() -> new AssertionError(page + " has no whole program"));
  }

  /** What the compiler says; empty if the code is right. */
  static String compile(String name, String code, Path classes) {
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
          }
        };
    StringWriter errors = new StringWriter();
    List<String> options = List.of(
        "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
    boolean compiled = ToolProvider.getSystemJavaCompiler()
        .getTask(errors, null, null, options, null, List.of(file))
        .call();
    return compiled ? "" : errors + "\n" + code;
  }
}
