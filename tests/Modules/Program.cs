using System.Runtime.Versioning;
using TellerLine.CoreKit;
using TellerLine.Modules.Access;
using TellerLine.Modules.Banking;
using TellerLine.Modules.Kernel;
using Xunit.Runner.InProc.SystemConsole;

[assembly: SupportedOSPlatform("linux")]

// The tests; or, started by a test, a program that is going to be killed.
return args switch
{
    ["append", var dataDirectory, var postgreSql] => await KillTests.AppendUntilKilled(dataDirectory, postgreSql),
    ["due", var dataDirectory, var postgreSql] => await DueKillTests.DoUntilKilled(dataDirectory, postgreSql),
    ["node", var dataDirectory, var postgreSql] => await NodeLockTests.HoldUntilKilled(dataDirectory, postgreSql),
    ["transfer", var dataDirectory, var one, var other] =>
    await LedgerKillTests.TransferUntilKilled(dataDirectory, one, other),
    ["core"] => await StandIn.Run(0, KitProcess.Token),
    ["biller"] => await BillerStandIn.Run(0, KitProcess.Token),
    ["provider"] => await ProviderProgram.Run(),
    _ => await ConsoleRunner.Run(args),
};
