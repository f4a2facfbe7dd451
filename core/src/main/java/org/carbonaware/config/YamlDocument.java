package org.carbonaware.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.carbonaware.config.YamlNode.Mapping;
import org.carbonaware.config.YamlNode.Pair;
import org.carbonaware.config.YamlNode.Scalar;
import org.carbonaware.config.YamlNode.ScalarType;
import org.carbonaware.config.YamlNode.Sequence;
import org.carbonaware.text.Printable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.Event.ID;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads one YAML document event by event. A configuration needs no anchors, aliases and tags, so
 * they are refused: nothing can grow beyond the text, and nothing is made by a name in it.
 */
final class YamlDocument {
  private static final int DEEPEST = 8;

  private final ParserImpl parser;

  private YamlDocument(ParserImpl parser) {
    this.parser = parser;
  }

  /** What a document can't be read for, and where. */
  static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Place place;

    SyntaxException(Place place, String message) {
      super(message);
      this.place = place;
    }

    Place place() {
      return place;
    }
  }

  /**
   * Reads a text that holds no characters YAML forbids.
   *
   * @return the root; an empty mapping if nothing but comments is there
   */
  static YamlNode read(String text) throws SyntaxException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE); // whoever read the text has limited it
    StreamReader reader = new StreamReader(text);
    try {
      return new YamlDocument(new ParserImpl(reader, options)).root();
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw new SyntaxException(
          mark == null ? Place.START : place(mark), inWords(String.valueOf(e.getProblem())));
    } catch (NumberFormatException e) { // the scanner takes the end of the file for digits
      throw new SyntaxException(
          new Place(reader.getLine() + 1, reader.getColumn() + 1),
          "an escape in quotes without its digits; expected such as \\x41 or \\u00e9");
    } catch (YAMLException e) {
      throw new SyntaxException(Place.START, inWords(String.valueOf(e.getMessage())));
    }
  }

  private static String inWords(String problem) {
    if (problem.contains("\\t") || problem.contains("TAB")) {
      return "a tab where YAML expects something else; indent with spaces";
    }
    String oneLine = problem.lines().findFirst().orElse("").strip().toLowerCase(Locale.ROOT);
    return "no YAML here: " + Printable.line(oneLine)
        + "; expected lines such as zone: DE, sections indented by spaces";
  }

  private static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private YamlNode root() throws SyntaxException {
    parser.getEvent(); // the stream's start
    if (parser.checkEvent(ID.StreamEnd)) {
      return new Mapping(List.of(), Place.START);
    }
    Event document = parser.getEvent();
    YamlNode root = node(parser.getEvent(), 0);
    parser.getEvent(); // the document's end
    if (!parser.checkEvent(ID.StreamEnd)) {
      throw new SyntaxException(
          place(parser.peekEvent().getStartMark()), "a second document; expected one in a file");
    }
    boolean empty = root instanceof Scalar scalar && scalar.type() == ScalarType.NULL;
    return empty ? new Mapping(List.of(), place(document.getStartMark())) : root;
  }

  private YamlNode node(Event event, int depth) throws SyntaxException {
    Place place = place(event.getStartMark());
    if (event instanceof AliasEvent) {
      throw new SyntaxException(place, "an alias (*); write the value itself");
    }
    if (depth > DEEPEST) {
      throw new SyntaxException(place, "nested deeper than " + DEEPEST + " levels");
    }
    if (event instanceof NodeEvent node && node.getAnchor() != null) {
      throw new SyntaxException(place, "an anchor (&); write the value itself where it is needed");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), place);
      return scalar.getScalarStyle() == ScalarStyle.PLAIN
          ? YamlScalars.plain(scalar.getValue(), place)
          : new Scalar(scalar.getValue(), ScalarType.TEXT, place);
    }
    refuseTag(((CollectionStartEvent) event).getTag(), place);
    return event.is(ID.MappingStart) ? mapping(place, depth) : sequence(place, depth);
  }

  private static void refuseTag(@org.jspecify.annotations.Nullable String tag, Place place)
      throws SyntaxException {
    if (tag != null) {
      throw new SyntaxException(place, "a tag (!); write the value alone, text in quotes");
    }
  }

  private Sequence sequence(Place place, int depth) throws SyntaxException {
    List<YamlNode> items = new ArrayList<>();
    while (!parser.checkEvent(ID.SequenceEnd)) {
      items.add(node(parser.getEvent(), depth + 1));
    }
    parser.getEvent();
    return new Sequence(List.copyOf(items), place);
  }

  private Mapping mapping(Place place, int depth) throws SyntaxException {
    List<Pair> entries = new ArrayList<>();
    while (!parser.checkEvent(ID.MappingEnd)) {
      YamlNode key = node(parser.getEvent(), depth + 1);
      if (!(key instanceof Scalar name)) {
        throw new SyntaxException(key.place(), key.inWords() + " as a key; expected a name");
      }
      entries.add(new Pair(name.text(), name.place(), node(parser.getEvent(), depth + 1)));
    }
    parser.getEvent();
    return new Mapping(List.copyOf(entries), place);
  }
}
