using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TellerLine.Simulation.Replay;

/// <summary>A replay as one JSON object.</summary>
internal static class ReplayJson
{
    /// <summary>Lines set aside that are named; all are counted.</summary>
    private const int MostLines = 1000;

    public static string Write(ReplayResult result, double seconds)
    {
        using var memory = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(memory, options))
        {
            json.WriteStartObject();
            Figures(
                json, [.. result.Runs.Select(r => r.Month)], result.Actual.Month, result.ErlangA.Month);
            Errors(json, result);
            json.WriteStartArray("byHour");
            foreach (var (hour, actual) in result.Actual.ByHour)
            {
                json.WriteStartObject();
                json.WriteNumber("hour", hour);
                Figures(json, [.. result.Runs.Select(r => r.ByHour[hour])], actual, result.ErlangA.ByHour[hour]);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("byType");
            foreach (var (type, actual) in result.Actual.ByType)
            {
                json.WriteStartObject();
                json.WriteString("type", type);
                Figures(json, [.. result.Runs.Select(r => r.ByType[type])], actual, result.ErlangA.ByType[type]);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            Log(json, result);
            json.WriteNumber("replications", result.Runs.Count);
            Number(json, "seconds", seconds);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(memory.ToArray());
    }

    private static void Figures(Utf8JsonWriter json, IReadOnlyList<Tally> runs, Tally actual, Tally erlang)
    {
        json.WriteStartObject("simulated");
        foreach (var (name, figure) in Figure.All)
            Number(json, name, runs.Average(figure));
        json.WriteEndObject();
        json.WriteStartObject("ci");
        foreach (var (name, figure) in Figure.All)
        {
            var interval = Interval.Of([.. runs.Select(figure)]);
            json.WriteStartArray(name);
            json.WriteNumberValue(Math.Round(interval.Low, 6));
            json.WriteNumberValue(Math.Round(interval.High, 6));
            json.WriteEndArray();
        }
        json.WriteEndObject();
        One(json, "actual", actual);
        One(json, "erlangA", erlang);
    }

    private static void One(Utf8JsonWriter json, string name, Tally tally)
    {
        json.WriteStartObject(name);
        foreach (var (figureName, figure) in Figure.All)
            Number(json, figureName, figure(tally));
        json.WriteEndObject();
    }

    private static void Errors(Utf8JsonWriter json, ReplayResult result)
    {
        json.WriteStartObject("hourlyError");
        foreach (var (name, figure) in Figure.Compared)
        {
            var (simulated, erlang) = result.HourlyError(figure);
            json.WriteStartObject(name);
            Number(json, "simulated", simulated);
            Number(json, "erlangA", erlang);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Log(Utf8JsonWriter json, ReplayResult result)
    {
        var log = result.Log;
        json.WriteNumber("lines", log.Lines);
        json.WriteNumber("reachedAgents", log.Calls.Count);
        json.WriteNumber("notForAgents", log.NotForAgents);
        Remarks(json, "setAside", log.SetAside);
        Remarks(json, "mended", log.Mended);
        json.WriteNumber("agents", result.Roster.ByAgent.Count);
        json.WriteNumber("daysOfPriority", result.DaysOfPriority.Count);
        json.WriteNumber("pauseS", result.Parameters.Duty.PauseS);
    }

    private static void Remarks(Utf8JsonWriter json, string name, IReadOnlyList<LineRemark> remarks)
    {
        json.WriteStartObject(name);
        json.WriteNumber("total", remarks.Count);
        json.WriteStartObject("byReason");
        foreach (var reason in remarks.GroupBy(r => r.Reason).OrderByDescending(g => g.Count()))
            json.WriteNumber(reason.Key, reason.Count());
        json.WriteEndObject();
        json.WriteStartArray("lines");
        foreach (var remark in remarks.Take(MostLines))
            json.WriteStringValue($"{remark.Text} ({remark.Reason})");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double number) =>
        json.WriteNumber(name, Math.Round(number, 6));
}
