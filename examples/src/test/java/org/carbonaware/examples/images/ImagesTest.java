package org.carbonaware.examples.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImagesTest {
  private static final List<String> CLASSES = List.of("no", "yes");

  @Test
  void keepsItsBytesToItself() {
    byte[] pixels = {0, (byte) 255};
    byte[] labels = {1};
    Images images = new Images(2, 1, pixels, labels, CLASSES);
    String before = images.sha256();

    pixels[0] = 9;
    labels[0] = 0;

    assertThat(images.sha256()).isEqualTo(before);
    assertThat(images.label(0)).isEqualTo(1);
    assertThat(images.grey(0, 0)).isZero();
  }

  @Test
  void scalesToZeroToOne() {
    float[] row = new float[3];

    new Images(2, 1, new byte[] {0, (byte) 255}, new byte[] {1}, CLASSES).copyScaled(0, row, 1);

    assertThat(row).containsExactly(0, 0, 1);
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Images(2, 1, new byte[3], new byte[2], CLASSES))
        .withMessage("2 labels of 2 x 1 pixels need 4 bytes of pixels, found 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Images(1, 1, new byte[1], new byte[] {2}, CLASSES))
        .withMessage("label 2 of image 0 is none of the classes 0 to 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Images(0, 1, new byte[0], new byte[1], CLASSES));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Images(1, 1, new byte[1], new byte[1], List.of()));
  }

  @Test
  void refusesASplitOfUnequalSets() {
    Images one = new Images(2, 1, new byte[2], new byte[1], CLASSES);
    Images turned = new Images(1, 2, new byte[2], new byte[1], CLASSES);
    Images renamed = new Images(2, 1, new byte[2], new byte[1], List.of("a", "b"));

    assertThatIllegalArgumentException().isThrownBy(() -> new ImageSplit(one, turned));
    assertThatIllegalArgumentException().isThrownBy(() -> new ImageSplit(one, renamed));
  }
}
