using TellerLine.Simulation.Core;

namespace TellerLine.Simulation;

/// <summary>
/// The contacts as a call log, CSV after RFC 4180, one line each in the order in which they ended. Columns and their
/// meaning: docs/simulator.md; the definition <c>callLogs</c> reads them as its source <c>simulator</c>.
/// </summary>
internal sealed class CallLog : ICentreObserver
{
    public const string Header =
        "contact_id,queue,credit_s,offered_at,answered_at,ended_at,agent,outcome,wait_s,talk_s";

    private readonly TextWriter _to;
    private readonly Scenario _scenario;
    private readonly string[] _queues;
    private readonly string[] _agents;

    public CallLog(TextWriter to, Scenario scenario)
    {
        (_to, _scenario) = (to, scenario);
        _queues = [.. scenario.Queues.Select(queue => Quoted(queue.Name))];
        _agents = [
            .. scenario.Staff.SelectMany(staff => staff.Agents(days: 1)).Select(agent => Quoted(agent.Number))];
        _to.NewLine = "\r\n";
        _to.WriteLine(Header);
    }

    public void Over(in ContactRecord contact)
    {
        var answeredUs = contact.AnsweredUs;
        _to.WriteLine(
            $"sim{_scenario.Seed}-{contact.Id},{_queues[contact.Arrival.Queue]},"
            + $"{contact.Arrival.WaitCreditUs / 1e6:0.######},"
            + $"{At(contact.Arrival.AtUs)},{(answeredUs is { } us ? At(us) : "")},{At(contact.LeftUs)},"
            + $"{(contact.Agent < 0 ? "" : _agents[contact.Agent])},{Name(contact)},{contact.WaitUs / 1e6:0.000000},"
            + $"{(answeredUs is { } began ? (contact.LeftUs - began) / 1e6 : 0):0.000000}");
    }

    private string At(long us) =>
        _scenario.From.AddTicks((us - _scenario.WarmUpUs) * 10)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz");

    private string Name(in ContactRecord contact) => contact.Outcome switch
    {
        ContactOutcome.Answered => "answered",
        ContactOutcome.Abandoned => contact.WaitUs <= _scenario.ShortAbandonUs ? "short-abandoned" : "abandoned",
        ContactOutcome.Refused => "refused",
        _ => "unfinished",
    };

    private static string Quoted(string text) =>
        text.IndexOfAny([',', '"', '\r', '\n']) < 0 ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
