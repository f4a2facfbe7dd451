@echo off
setlocal
rem Starts carbon-trainer.jar, which lies beside this file (a build) or in ..\lib (a distribution).
set "jar=%~dp0carbon-trainer.jar"
if not exist "%jar%" set "jar=%~dp0..\lib\carbon-trainer.jar"
if not exist "%jar%" (
  echo carbon-trainer: no carbon-trainer.jar in %~dp0 or %~dp0..\lib; unpack the whole distribution 1>&2
  exit /b 1
)
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%java%" (
  echo carbon-trainer: JAVA_HOME is %JAVA_HOME%, but there is no bin\java.exe in it; expected a Java of 17 or newer 1>&2
  exit /b 1
)
"%java%" --enable-native-access=ALL-UNNAMED %CARBON_TRAINER_JAVA_OPTS% -jar "%jar%" %*
exit /b %ERRORLEVEL%
