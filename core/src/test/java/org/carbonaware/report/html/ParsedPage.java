package org.carbonaware.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/** A page as a strict XML parser reads it, and what a reader may look for in it. */
final class ParsedPage {
  private final Document document;

  private ParsedPage(Document document) {
    this.document = document;
  }

  static ParsedPage of(String html) {
    assertThat(html).startsWith("<!DOCTYPE html>\n");
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setNamespaceAware(true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Strict());
      String withoutDoctype = html.substring("<!DOCTYPE html>\n".length());
      return new ParsedPage(builder.parse(new InputSource(new StringReader(withoutDoctype))));
    } catch (Exception e) {
      throw new AssertionError("no well-formed page: " + e.getMessage(), e);
    }
  }

  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) throws SAXParseException {
      throw e;
    }

    @Override
    public void error(SAXParseException e) throws SAXParseException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXParseException {
      throw e;
    }
  }

  List<Element> all(String tag) {
    return elements(document.getElementsByTagNameNS("*", tag));
  }

  private static List<Element> elements(NodeList nodes) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** The images. */
  List<Element> pictures() {
    return all("svg").stream()
        .filter(svg -> svg.getAttribute("role").equals("img"))
        .toList();
  }

  /** Elements inside the section of an id. */
  List<Element> in(String section, String tag) {
    return elements(element(section).getElementsByTagNameNS("*", tag));
  }

  /** Text of the element of an id, or else of the only elements of a name, as a reader sees it. */
  String text(String id) {
    for (Element element : all("*")) {
      if (element.getAttribute("id").equals(id)) {
        return words(element);
      }
    }
    return String.join("\n", all(id).stream().map(ParsedPage::words).toList());
  }

  String named(String id) {
    return words(element(id));
  }

  private Element element(String id) {
    return all("*").stream()
        .filter(element -> element.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing has the id " + id));
  }

  /** All text, with a space between elements that are no part of a line. */
  private static String words(Node node) {
    StringBuilder text = new StringBuilder();
    collect(node, text);
    return text.toString().replaceAll("[\\s\u00a0]+", " ").strip();
  }

  private static void collect(Node node, StringBuilder text) {
    if (node.getNodeType() == Node.TEXT_NODE) {
      text.append(node.getTextContent());
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      collect(child, text);
    }
    if (List.of("td", "p", "h2", "li", "dt", "dd", "th", "text").contains(node.getNodeName())) {
      text.append(' ');
    }
  }

  /** The only path of a class in a section. */
  String path(String section, String style) {
    List<String> paths = in(section, "path").stream()
        .filter(path -> path.getAttribute("class").equals(style))
        .map(path -> path.getAttribute("d"))
        .toList();
    assertThat(paths).hasSize(1);
    return paths.get(0);
  }
}
