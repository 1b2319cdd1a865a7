using System.Globalization;

namespace TellerLine.CoreKit;

/// <summary>
/// What a bank tries its own core bank's adapter with (docs/core-bank.md), and a biller's (docs/billers.md).
/// </summary>
internal static class Program
{
    private const string Usage = """
        usage: ./dev core conformance URL CUSTOMER FROM TO [--token TOKEN]
               ./dev core stand-in [--port PORT] [--token TOKEN]
        conformance tries the core bank at URL against every demand of docs/core-bank.md, with two accounts of a customer kept for it.
        stand-in is a core bank to try the telephone bank against; POST /faults breaks it on purpose.

               ./dev biller conformance URL BILLER NUMBER [--token TOKEN]
               ./dev biller stand-in [--port PORT] [--token TOKEN]
        the same for a biller (docs/billers.md), with a number for which at least one yuan is owed.
        """;

    internal static async Task<int> Main(string[] args)
    {
        var (words, token, port) = Read(args);
        switch (words)
        {
            case ["core", "conformance", var url, var customer, var from, var to] when Address(url) is { } at:
                using (var core = new CoreClient(at, token))
                    return await Report(new Conformance(core, customer, from, to).Run());
            case ["core", "stand-in"] when port is not null:
                return await StandIn.Run(port.Value, token);
            case ["biller", "conformance", var url, var code, var number] when Address(url) is { } at:
                using (var biller = new BillerClient(at, token))
                    return await Report(new BillerConformance(biller, code, number).Run());
            case ["biller", "stand-in"] when port is not null:
                return await BillerStandIn.Run(port.Value, token);
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }
    }

    private static Uri? Address(string url) =>
        Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var at) ? at : null;

    private static async Task<int> Report(IAsyncEnumerable<Finding> findings)
    {
        int holds = 0, broken = 0;
        await foreach (var finding in findings)
        {
            Console.WriteLine(finding.Broken is null ? $"ok      {finding.Demand}"
                : $"BROKEN  {finding.Demand}: {finding.Broken}");
            _ = finding.Broken is null ? holds++ : broken++;
        }
        Console.WriteLine($"{holds} hold, {broken} broken");
        return broken == 0 ? 0 : 1;
    }

    private static (string[] Words, string Token, int? Port) Read(string[] args)
    {
        var words = new List<string>();
        var (token, port) = ("", (int?)0);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--token" && i + 1 < args.Length)
                token = args[++i];
            else if (args[i] == "--port" && i + 1 < args.Length)
                port = ushort.TryParse(args[++i], NumberStyles.None, CultureInfo.InvariantCulture, out var given)
                    ? given : null;
            else
                words.Add(args[i]);
        }
        return ([.. words], token, port);
    }
}
