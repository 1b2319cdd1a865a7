using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Voice;

namespace TellerLine.Bench.Server;

/// <summary>
/// The voice engine alone: the product's exchange and media process without bank, journal and desks, with a story per
/// number. Run as a process of its own:
/// <c>TellerLine.Bench exchange --Voice:… </c>.
/// </summary>
internal static class ExchangeChild
{
    /// <summary>Answered and left alone.</summary>
    public const string Answered = "100";

    /// <summary>Hears a prompt, again and again, and may key.</summary>
    public const string Menu = "200";

    /// <summary>Two by two: one is joined with the next.</summary>
    public const string Relayed = "300", Recorded = "400";

    /// <summary>Three or eight of whom each hears all others; two joined and a third who listens to both.</summary>
    public const string ConferenceOfThree = "500", ConferenceOfEight = "600", Listened = "700";

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, List<ILeg>> Groups = [];
    private static readonly Dictionary<string, (ILeg Leg, TaskCompletionSource Over)> Waiting = [];

    public static async Task Run(string[] arguments)
    {
        var builder = Host.CreateApplicationBuilder(arguments);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddVoice(builder.Configuration);
        using var host = builder.Build();
        var exchange = host.Services.GetRequiredService<IExchange>();
        var prompt = builder.Configuration["Bench:Prompt"]!;
        var folder = builder.Configuration["Bench:Recordings"]!;
        exchange.OnCall = leg => Story(exchange, leg, prompt, folder);
        await host.RunAsync();
    }

    private static async Task Story(IExchange exchange, ILeg leg, string prompt, string folder)
    {
        await leg.Answer();
        switch (leg.CalledNumber)
        {
            case Menu:
                while (true)
                    await leg.Collect(new CollectRequest([prompt], MaxDigits: 1, FirstDigitMs: 100), leg.Gone);
            case Relayed or Recorded:
                await Pair(exchange, leg, folder);
                break;
            case ConferenceOfThree:
                await Join(exchange, leg, 3, everybody: true);
                break;
            case ConferenceOfEight:
                await Join(exchange, leg, 8, everybody: true);
                break;
            case Listened:
                await Join(exchange, leg, 3, everybody: false);
                break;
        }

        await Task.Delay(Timeout.Infinite, leg.Gone).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    /// <summary>Whoever makes the group whole connects it; the others wait.</summary>
    private static async Task Join(IExchange exchange, ILeg leg, int size, bool everybody)
    {
        List<ILeg> group;
        lock (Gate)
        {
            if (!Groups.TryGetValue(leg.CalledNumber!, out group!))
                Groups[leg.CalledNumber!] = group = [];
            group.Add(leg);
            if (group.Count < size)
                return;
            Groups.Remove(leg.CalledNumber!);
        }

        var pair = group.Take(2).ToList();
        await exchange.Connect([
            .. group.Select(l => new Hearing(l, [.. (everybody ? group : pair).Where(other => other != l)]))]);
    }

    private static async Task Pair(IExchange exchange, ILeg leg, string folder)
    {
        (ILeg Leg, TaskCompletionSource Over) other;
        lock (Gate)
        {
            if (!Waiting.Remove(leg.CalledNumber!, out other))
            {
                Waiting[leg.CalledNumber!] = (leg, new TaskCompletionSource());
                return;
            }
        }

        await exchange.Bridge(other.Leg, leg);
        if (leg.CalledNumber == Recorded)
            await leg.Record(new RecordRequest(leg.Id, Path.Combine(folder, leg.Id + ".tlr")));
    }
}
