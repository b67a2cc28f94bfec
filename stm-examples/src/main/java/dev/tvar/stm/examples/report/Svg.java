package dev.tvar.stm.examples.report;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.text.TextUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Draws a chart as SVG that can be embedded in a page: text stays text, which can be read out and searched, and ids are unique on
 * the page. So the page needs no script and no network. Batik writes it, since XChart draws the outlines of letters, JFreeSVG has
 * the GPL, and a chart library in JavaScript would add half a megabyte to each page.
 */
final class Svg {
    static final int WIDTH = 460;
    static final int HEIGHT = 330;

    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    static {
        System.setProperty("java.awt.headless", "true"); // no window is ever opened
        TextUtils.setUseDrawRotatedStringWorkaround(false); // it would draw outlines of letters
    }

    private Svg() {}

    /** Whether this Java can draw text: on a machine without fonts it cannot. */
    static boolean isPossible() {
        try {
            BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
            return image.createGraphics().getFontMetrics(Look.PLAIN).stringWidth("font") > 0;
        } catch (LinkageError | InternalError | RuntimeException noFonts) {
            return false;
        }
    }

    /**
     * Draws a chart.
     *
     * @param chart what to draw
     * @param id begins every id in the drawing
     * @param title its title, for screen readers
     * @param description its content, for screen readers
     * @return an element {@code svg}
     */
    static String draw(JFreeChart chart, String id, String title, String description) {
        try {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
            context.setComment(null);
            context.setPrecision(2);
            context.setIDGenerator(new SVGIDGenerator() {
                @Override
                public String generateID(String prefix) {
                    return id + "-" + super.generateID(prefix);
                }
            });
            SVGGraphics2D graphics = new SVGGraphics2D(context, false);
            chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
            Element root = graphics.getRoot();
            describe(root, id, title, description);
            return text(root);
        } catch (ParserConfigurationException | TransformerException e) {
            throw new IllegalStateException("cannot write SVG: " + e.getMessage(), e);
        }
    }

    private static void describe(Element root, String id, String title, String description) {
        root.removeAttribute("width");
        root.removeAttribute("height");
        root.setAttribute("viewBox", "0 0 " + WIDTH + " " + HEIGHT);
        root.setAttribute("role", "img");
        root.setAttribute("aria-labelledby", id + "-title " + id + "-desc");
        root.insertBefore(words(root, "desc", id + "-desc", description), root.getFirstChild());
        root.insertBefore(words(root, "title", id + "-title", title), root.getFirstChild());
    }

    private static Element words(Element root, String name, String id, String text) {
        Element element = root.getOwnerDocument().createElementNS(NAMESPACE, name);
        element.setAttribute("id", id);
        element.setTextContent(text);
        return element;
    }

    private static String text(Element root) throws TransformerException {
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter out = new StringWriter();
        transformer.transform(new DOMSource(root), new StreamResult(out));
        return out.toString();
    }
}
