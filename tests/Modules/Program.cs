using TellerLine.Modules.Kernel;
using Xunit.Runner.InProc.SystemConsole;

// The tests; or, started by a test, a program that is going to be killed.
return args is ["append", var dataDirectory, var postgreSql]
    ? await KillTests.AppendUntilKilled(dataDirectory, postgreSql)
    : await ConsoleRunner.Run(args);
