package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitCommitTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String OTHER = "76543210fedcba9876543210fedcba9876543210";

  @TempDir
  Path tree;

  private Path git;

  @BeforeEach
  void makeRepository() throws IOException {
    git = tree.resolve("repo/.git");
    Files.createDirectories(git.resolve("refs/heads"));
    write(git.resolve("HEAD"), "ref: refs/heads/main\n");
  }

  @Test
  void followsTheBranchFromASubdirectory() throws IOException {
    write(git.resolve("refs/heads/main"), COMMIT + "\n");
    Path below = Files.createDirectories(tree.resolve("repo/src/main"));

    assertThat(GitCommit.of(below)).contains(COMMIT);
  }

  @Test
  void readsACommitThatIsCheckedOutByItself() throws IOException {
    write(git.resolve("HEAD"), COMMIT + "\n");

    assertThat(GitCommit.of(tree.resolve("repo"))).contains(COMMIT);
  }

  @Test
  @Timeout(60)
  void waitsForNobodyToWriteIntoAPipe() throws Exception {
    Path head = git.resolve("HEAD");
    Files.delete(head);
    assertThat(new ProcessBuilder("mkfifo", head.toString()).start().waitFor()).isZero();

    assertThat(GitCommit.of(tree.resolve("repo"))).isEmpty();
  }

  @Test
  void findsABranchThatIsPacked() throws IOException {
    write(
        git.resolve("packed-refs"),
        "# pack-refs with: peeled\n" + OTHER + " refs/remotes/refs/heads/main\n" + COMMIT
            + " refs/heads/main\n^" + OTHER + "\n");

    assertThat(GitCommit.of(tree.resolve("repo"))).contains(COMMIT);
  }

  @Test
  void aLooseBranchCountsMoreThanAPackedOne() throws IOException {
    write(git.resolve("packed-refs"), OTHER + " refs/heads/main\n");
    write(git.resolve("refs/heads/main"), COMMIT + "\n");

    assertThat(GitCommit.of(tree.resolve("repo"))).contains(COMMIT);
  }

  @Test
  void followsALinkedWorkTree() throws IOException {
    Path linked = Files.createDirectories(git.resolve("worktrees/second"));
    write(linked.resolve("HEAD"), "ref: refs/heads/second\n");
    write(linked.resolve("commondir"), "../..\n");
    write(git.resolve("refs/heads/second"), COMMIT + "\n");
    Path second = Files.createDirectories(tree.resolve("second"));
    write(second.resolve(".git"), "gitdir: " + linked + "\n");

    assertThat(GitCommit.of(second)).contains(COMMIT);
  }

  @Test
  void isEmptyBeforeTheFirstCommit() {
    assertThat(GitCommit.of(tree.resolve("repo"))).isEmpty();
  }

  @Test
  void isEmptyOutsideOfARepository() throws IOException {
    assertThat(GitCommit.of(Files.createDirectories(tree.resolve("elsewhere")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ref: refs/../../secret", "ref: /etc/hostname", "ref: ", "", "0123", "\u0000"})
  void aHeadThatIsNoneIsNoCommit(String head) throws IOException {
    write(tree.resolve("secret"), COMMIT);
    write(git.resolve("HEAD"), head);

    assertThat(GitCommit.of(tree.resolve("repo"))).isEmpty();
  }

  @Test
  void aBranchThatNamesItselfEnds() throws IOException {
    write(git.resolve("refs/heads/main"), "ref: refs/heads/main\n");

    assertThat(GitCommit.of(tree.resolve("repo"))).isEmpty();
  }

  @Test
  void followsFiveNamesAndNoMore() throws IOException {
    write(git.resolve("HEAD"), "ref: refs/heads/branch1");
    for (int i = 1; i < 5; i++) {
      write(git.resolve("refs/heads/branch" + i), "ref: refs/heads/branch" + (i + 1));
    }
    write(git.resolve("refs/heads/branch5"), COMMIT);
    assertThat(GitCommit.of(tree.resolve("repo"))).contains(COMMIT);
    write(git.resolve("refs/heads/branch5"), "ref: refs/heads/branch6");
    write(git.resolve("refs/heads/branch6"), COMMIT);
    assertThat(GitCommit.of(tree.resolve("repo"))).isEmpty();
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }
}
