package org.carbonaware.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.carbonaware.cli.docs.PageFolder.Said;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The job of docs/slurm.md, run by bash as Slurm would, with a stand-in for the training and for
 * {@code scontrol}.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the job is a script of bash")
class SlurmJobTest {
  @TempDir
  Path temporary;

  private PageFolder folder;

  @BeforeEach
  void takesTheJobFromThePage() throws IOException {
    folder = new PageFolder(temporary);
    Block job = Block.of(Path.of("..", "docs", "slurm.md")).stream()
        .filter(block -> block.text().contains("# train.sbatch\n"))
        .findFirst()
        .orElseThrow();
    folder.file("train.sbatch", job.text());
    folder.program("scontrol", "#!/bin/sh\necho \"$*\" >> asked\n");
  }

  private String asked() throws IOException {
    Path file = temporary.resolve("asked");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "76"})
  void endsAsTheTrainingDoes(int code) throws Exception {
    folder.program("java", "#!/bin/sh\nexit " + code + "\n");

    Said said = folder.run("SLURM_JOB_ID=4711 bash train.sbatch");

    assertThat(said.exitCode()).isEqualTo(code);
    assertThat(asked()).isEmpty();
  }

  @Test
  void comesBackLaterWhenTheTrainingIsSuspended() throws Exception {
    folder.program("java", "#!/bin/sh\nexit 75\n");

    Said said = folder.run("SLURM_JOB_ID=4711 bash train.sbatch");

    assertThat(said.exitCode()).isZero();
    assertThat(asked()).isEqualTo("requeue 4711\nupdate JobId=4711 StartTime=now+30minutes\n");
  }

  @Test
  void endsWith75WhereItMayNotComeBack() throws Exception {
    folder.program("java", "#!/bin/sh\nexit 75\n");
    folder.program("scontrol", "#!/bin/sh\nexit 1\n");

    Said said = folder.run("SLURM_JOB_ID=4711 bash train.sbatch");

    assertThat(said.exitCode()).isEqualTo(75);
  }

  @ParameterizedTest
  @CsvSource({
    "USR1, 0, 'requeue 4711\nupdate JobId=4711 StartTime=now\n'", // the time limit is near
    "TERM, 143, ''" // cancelled, or preempted
  })
  void letsTheTrainingSaveItselfFirst(String signal, int code, String asked) throws Exception {
    folder.program("java", """
        #!/bin/bash
        trap 'sleep 0.2; touch saved; exit 143' TERM
        sleep 0.5 # the job has its own traps by then
        touch begun
        while :; do sleep 0.05; done
        """);

    Said said = folder.run("""
        SLURM_JOB_ID=4711 bash train.sbatch &
        job=$!
        until [ -e begun ]; do sleep 0.05; done
        kill -%s $job
        wait $job
        """.formatted(signal));

    assertThat(said.exitCode()).as(said.toString()).isEqualTo(code);
    assertThat(temporary.resolve("saved")).exists();
    assertThat(asked()).isEqualTo(asked);
  }
}
