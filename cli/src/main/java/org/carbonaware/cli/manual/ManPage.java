package org.carbonaware.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * One page of the manual's section 1, in the macros of {@code man(7)}: what {@code --help} says,
 * and in the same order.
 */
public final class ManPage {
  private final CommandSpec command;
  private final String version;
  private final StringBuilder page = new StringBuilder();

  private ManPage(CommandSpec command, String version) {
    this.command = command;
    this.version = version;
  }

  /**
   * The pages of a command and of its visible subcommands, by file name, such as
   * {@code carbon-trainer-report.1}.
   *
   * @param root the whole command line
   * @param version what stands in each page's foot, such as "carbon-trainer 1.0"
   * @return the pages in the order of their names
   */
  public static Map<String, String> of(CommandLine root, String version) {
    Map<String, String> pages = new TreeMap<>();
    add(root, version, pages);
    return pages;
  }

  private static void add(CommandLine command, String version, Map<String, String> pages) {
    CommandSpec spec = command.getCommandSpec();
    pages.put(name(spec) + ".1", new ManPage(spec, version).written());
    visible(spec).forEach(below -> add(below, version, pages));
  }

  private static List<CommandLine> visible(CommandSpec spec) {
    return spec.subcommands().values().stream()
        .distinct()
        .filter(below -> !below.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  private static String name(CommandSpec spec) {
    return spec.qualifiedName("-");
  }

  private String written() {
    UsageMessageSpec usage = command.usageMessage();
    // No date: two builds of one version give the same page.
    line(".TH " + quoted(name(command).toUpperCase(Locale.ROOT)) + " 1 " + quoted("") + " "
        + quoted(version) + " " + quoted("Carbon-Aware Trainer"));
    section("NAME");
    line(text(name(command) + " - " + firstSentence(usage)));
    section("SYNOPSIS");
    line(".nf");
    synopsis().lines().forEach(line -> line(text(line)));
    line(".fi");
    section("DESCRIPTION");
    paragraphs(usage.description());
    commands();
    parameters();
    options();
    exitCodes(usage);
    footer(usage.footer());
    seeAlso();
    return page.toString();
  }

  private static String firstSentence(UsageMessageSpec usage) {
    String all = String.join(" ", usage.description());
    int end = all.indexOf(". ");
    String first = end < 0 ? all : all.substring(0, end);
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  private String synopsis() {
    CommandLine.Help help =
        new CommandLine.Help(command, CommandLine.Help.defaultColorScheme(Ansi.OFF));
    return help.synopsis(0).strip();
  }

  private void commands() {
    List<CommandLine> below = visible(command);
    if (below.isEmpty()) {
      return;
    }
    section("COMMANDS");
    for (CommandLine each : below) {
      CommandSpec spec = each.getCommandSpec();
      tagged(bold(spec.name()), firstSentence(spec.usageMessage()) + ".");
    }
  }

  private void parameters() {
    List<PositionalParamSpec> visible =
        command.positionalParameters().stream().filter(each -> !each.hidden()).toList();
    if (visible.isEmpty()) {
      return;
    }
    section("ARGUMENTS");
    visible.forEach(
        each -> tagged(italic(each.paramLabel()), String.join(" ", each.description())));
  }

  private void options() {
    List<OptionSpec> visible =
        command.options().stream().filter(each -> !each.hidden()).toList();
    if (visible.isEmpty()) {
      return;
    }
    section("OPTIONS");
    for (OptionSpec option : visible) {
      List<String> names = new ArrayList<>();
      for (String name : option.names()) {
        names.add(bold(name));
      }
      String value = option.arity().max() == 0 ? "" : "=" + italic(option.paramLabel());
      tagged(String.join(", ", names) + value, described(option));
    }
  }

  private String described(OptionSpec option) {
    String text = String.join(" ", option.description());
    String value = option.defaultValue();
    return value == null || option.arity().max() == 0 || !showsDefault(option)
        ? text
        : text + " Default: " + value + ".";
  }

  private boolean showsDefault(OptionSpec option) {
    return switch (option.showDefaultValue()) {
      case ALWAYS -> true;
      case NEVER -> false;
      case ON_DEMAND -> command.usageMessage().showDefaultValues();
    };
  }

  private void exitCodes(UsageMessageSpec usage) {
    if (usage.exitCodeList().isEmpty()) {
      return;
    }
    section("EXIT STATUS");
    usage.exitCodeList().forEach((code, meaning) -> tagged(bold(code), meaning));
  }

  /** Examples: indented lines are printed as they are. */
  private void footer(String... lines) {
    boolean verbatim = false;
    for (String each : lines) {
      boolean indented = each.startsWith("  ");
      if (verbatim && !indented) {
        line(".fi");
        line(".RE");
        verbatim = false;
      }
      if (indented && !verbatim) {
        line(".RS 4");
        line(".nf");
        verbatim = true;
      }
      if (each.endsWith(":") && !indented) {
        section(each.substring(0, each.length() - 1).toUpperCase(Locale.ROOT));
      } else if (!each.isBlank()) {
        line(text(indented ? each.substring(2) : each));
      }
    }
    if (verbatim) {
      line(".fi");
      line(".RE");
    }
  }

  private void seeAlso() {
    List<String> pages = new ArrayList<>();
    CommandLine above = command.parent() == null ? null : command.parent().commandLine();
    if (above != null) {
      pages.add(name(above.getCommandSpec()));
    }
    visible(command).forEach(below -> pages.add(name(below.getCommandSpec())));
    if (pages.isEmpty()) {
      return;
    }
    section("SEE ALSO");
    line(String.join(", ", pages.stream().map(each -> bold(each) + "(1)").toList()));
  }

  private void paragraphs(String... paragraphs) {
    for (String paragraph : paragraphs) {
      line(".PP");
      line(text(paragraph));
    }
  }

  private void section(String title) {
    line(".SH " + quoted(text(title)));
  }

  private void tagged(String tag, String description) {
    line(".TP");
    line(tag);
    line(text(description));
  }

  private void line(String line) {
    page.append(line).append('\n');
  }

  private static String bold(String text) {
    return "\\fB" + text(text) + "\\fR";
  }

  private static String italic(String text) {
    return "\\fI" + text(text) + "\\fR";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\\(dq") + '"';
  }

  /** Text that the typesetter prints as it is: no escapes, no requests at the start of a line. */
  private static String text(String plain) {
    String escaped =
        plain.replace("%n", " ").replace("%%", "%").replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
