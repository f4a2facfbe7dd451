package org.carbonaware.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.carbonaware.cli.ShellProgram;
import org.carbonaware.cli.docs.PageFolder.Said;

/** What a page takes as given: files its reader has, and programs that are not to be had here. */
final class Surroundings {
  /** A training in a scheduler's hands: suspended when it is first started, done the next time. */
  private static final String TRAINING = """
      #!/bin/sh
      echo start >> starts
      [ "$(wc -l < starts)" -gt 1 ] || exit 75
      """;

  private Surroundings() {}

  static void of(String page, PageFolder folder) throws Exception {
    // Nobody is asked over the network, and no test waits for a cleaner hour.
    folder.file(
        "config/carbon-aware.yaml", "grid:\n  sources: [typical]\npolicy:\n  name: run-now\n");
    folder.program("train.sh", TRAINING);
    switch (page) {
      case "exec.md" -> folder.file("train.py", "print('trained')\n");
      case "slurm.md" -> slurm(folder);
      case "cron.md" -> {
        folder.file("opt/train/train.sh", "#!/bin/sh\n");
        Files.createSymbolicLink(folder.path().resolve("opt/train/carbon-trainer"), folder.tool());
      }
      case "offline.md" -> live(folder);
      case "reports.md" -> ledger(folder, "2026-03-02T00:00Z");
      case "decisions.md" -> RecordedTraining.in(folder);
      default -> {
        // Its commands make what they need.
      }
    }
  }

  /** In the place of the live grid: made-up values from two weeks ago to two days ahead. */
  private static void live(PageFolder folder) throws Exception {
    Said said = folder.run("""
        carbon-trainer generate-sample-data --zone DE --start "$(date -u -d '14 days ago' +%FT00:00Z)" \\
          --days 17 --out made.csv
        grep -v '^#' made.csv > live.csv # without the lines that say it is made up
        """);
    assertThat(said.exitCode()).as(said.lines().toString()).isZero();
    folder.file(
        "config/carbon-aware.yaml", "grid:\n  sources: [document]\n  documentFile: ../live.csv\n");
  }

  private static void ledger(PageFolder folder, String at) throws Exception {
    Said said = folder.run("""
        carbon-trainer generate-sample-data --zone DE --start 2026-02-15T00:00Z --days 30 --out de.csv
        carbon-trainer exec --zone DE --trace de.csv --at %s --work 1h --slack 1h -- true
        """.formatted(at));
    assertThat(said.exitCode()).as(said.lines().toString()).isZero();
  }

  /** A cluster that runs one job at once, again as long as the job requeues itself. */
  private static void slurm(PageFolder folder) throws Exception {
    RecordedTraining.in(folder);
    folder.program("java", TRAINING);
    folder.program("sbatch", """
        #!/bin/bash
        while [[ $1 == --* ]]; do echo "${1}" >> submitted; shift; done
        export SLURM_JOB_ID=4711
        echo "Submitted batch job $SLURM_JOB_ID"
        code=0
        until rm -f requeued; bash "$1" < /dev/null || code=$?; [ ! -e requeued ]; do code=0; done
        echo "job ended with $code" >> submitted
        """);
    folder.program("scontrol", """
        #!/bin/bash
        echo "scontrol $*" >> asked
        case $1 in
          requeue) touch requeued ;;
          update) [[ $2 == JobId=4711 && $3 == StartTime=* ]] ;;
          *) exit 1 ;;
        esac
        """);
    folder.program("squeue", "#!/bin/sh\n");
  }

  /** The page's Python program saves itself and leaves when it is asked to. */
  static void python(Block block, PageFolder folder) throws Exception {
    ShellProgram.needed("python3");
    Path program = folder.file("saves_itself.py", """
        import time
        steps = 1000000
        def load_checkpoint():
            return 0
        def train(step):
            open("begun", "w").close()
            time.sleep(0.01)
        def save_checkpoint(step):
            with open("saved", "w") as file:
                file.write(str(step))
        """ + block.text());
    Said said = folder.run("""
        python3 %s &
        pid=$!
        until [ -e begun ]; do sleep 0.02; done
        kill -USR1 $pid
        wait $pid
        """.formatted(program.getFileName()));
    assertThat(said.exitCode()).as(said.lines().toString()).isEqualTo(75);
    assertThat(Integer.parseInt(Files.readString(folder.path().resolve("saved"))))
        .isPositive();
  }
}
