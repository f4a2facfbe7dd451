package org.carbonaware.examples.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Properties;
import org.carbonaware.examples.cuda.CudaDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PytorchLibraryTest {
  private static final PytorchLibrary CPU = new PytorchLibrary("cpu", "linux-x86_64");
  private static final PytorchLibrary CUDA = new PytorchLibrary("cu124", "linux-x86_64");

  private static Properties description(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    return properties;
  }

  @Test
  void isFoundHere() {
    assertThat(PytorchLibrary.onClassPath())
        .contains(new PytorchLibrary("cpu", PytorchLibrary.platformHere()));
  }

  @Test
  void readsBothOfDjlsDescriptions() throws IOException {
    assertThat(PytorchLibrary.read(description("flavor=cpu\nclassifier=linux-x86_64\n")))
        .hasValue(CPU);
    assertThat(PytorchLibrary.read(description("version=2.5.1\nclassifier=cu124-linux-x86_64\n")))
        .hasValue(CUDA);
  }

  @Test
  void takesAPlaceholderForNone() throws IOException {
    assertThat(PytorchLibrary.read(description("placeholder=true\nversion=2.7.1\n")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-x86_64",
    "Linux, aarch64, linux-aarch64",
    "Mac OS X, aarch64, osx-aarch64",
    "Windows 11, amd64, win-x86_64"
  })
  void namesPlatformsAsDjlDoes(String os, String architecture, String platform) {
    assertThat(PytorchLibrary.platform(os, architecture)).isEqualTo(platform);
  }

  @Test
  void saysHowToGetTheLibrary() {
    assertThat(PytorchLibrary.problem(List.of(), "linux-x86_64", List::of))
        .get()
        .asString()
        .contains("not on the class path", "-Dexample=djl");
  }

  @Test
  void saysThatTheLibraryIsForAnotherComputer() {
    assertThat(PytorchLibrary.problem(List.of(CPU), "osx-x86_64", List::of))
        .get()
        .asString()
        .contains("is for linux-x86_64, this computer is osx-x86_64");
  }

  @Test
  void wantsADeviceForCudaOnly() {
    assertThat(PytorchLibrary.problem(List.of(CPU), "linux-x86_64", List::of)).isEmpty();
    assertThat(PytorchLibrary.problem(List.of(CPU, CUDA), "linux-x86_64", List::of))
        .hasValue("no CUDA device was found: nvidia-smi names none;"
            + " leave out -Pcuda to train on the CPU");
    assertThat(PytorchLibrary.problem(
            List.of(CUDA), "linux-x86_64", () -> List.of(new CudaDevice("GPU", 9, 0))))
        .isEmpty();
  }
}
