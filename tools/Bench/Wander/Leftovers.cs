using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using TellerLine.Bench.Server;
using TellerLine.Voice.Media.Recording;

namespace TellerLine.Bench.Wander;

/// <summary>
/// What is left when everybody has hung up, by the centre's own rows and files and by the machine's sockets: it should
/// be nothing.
/// </summary>
internal static class Leftovers
{
    public static IEnumerable<string> Of(CentreServer centre)
    {
        using var db = new SqliteConnection(
            $"Data Source={Path.Combine(centre.Folder, "tellerline.db")};Mode=ReadOnly;Pooling=False");
        db.Open();
        foreach (var table in (string[])["kept_calls", "call_dialogs"])
        {
            var rows = Count(db, $"SELECT COUNT(*) FROM {table}");
            if (rows > 0)
                yield return $"{rows} rows in {table}";
        }

        var sockets = CentreServer.MediaSockets();
        if (sockets > 0)
            yield return $"{sockets} sockets of legs are open";
        foreach (var found in Stories(db).SelectMany(story => Flaws(story.Contact, story.Events)))
            yield return found;
        foreach (var found in Recordings(centre.Folder))
            yield return found;
    }

    public static int Contacts(CentreServer centre)
    {
        using var db = new SqliteConnection(
            $"Data Source={Path.Combine(centre.Folder, "tellerline.db")};Mode=ReadOnly;Pooling=False");
        db.Open();
        return Stories(db).Count();
    }

    private static IEnumerable<string> Flaws(string contact, List<(string Kind, JsonElement Body)> events)
    {
        int Times(string kind) => events.Count(e => e.Kind == "contact." + kind);
        string Flaw(string what) => $"contact {contact}: {what}";
        if (Times("ended") + Times("systemDropped") + Times("dialEnded") == 0)
            yield return Flaw("has no end");
        if (Times("closed") != 1)
            yield return Flaw($"was closed {Times("closed")} times");
        if (Times("systemDropped") > 0)
            yield return Flaw("was dropped by the system");
        if (Times("recordingFailed") + Times("recordingBroken") > 0)
            yield return Flaw("could not be recorded whole");
        var begun = events.Where(e => e.Kind == "contact.recordingStarted").Select(RecordingOf).Order().ToList();
        var done = events.Where(e => e.Kind == "contact.recordingSealed").Select(RecordingOf).Order().ToList();
        if (!begun.SequenceEqual(done))
            yield return Flaw($"recordings begun {string.Join(' ', begun)}, sealed {string.Join(' ', done)}");
        if (events.Any(e => e.Kind == "contact.recordingSealed" && e.Body.GetProperty("gapCount").GetInt32() > 0))
            yield return Flaw("a gap in a recording");
        // In another way from here on is told as listening once more.
        foreach (var ear in events.Where(e => e.Kind is "contact.listening" or "contact.listeningOver")
            .GroupBy(e => e.Body.GetProperty("who").GetString()).Where(one => one.Last().Kind == "contact.listening"))
            yield return Flaw($"{ear.Key} still listens");
        if (Times("entryBegun") != Times("entryOver"))
            yield return Flaw($"secure entries begun {Times("entryBegun")}, over {Times("entryOver")}");
        if (Times("pinSpoken") != Times("pinSpokenOver"))
            yield return Flaw($"PINs spoken {Times("pinSpoken")}, over {Times("pinSpokenOver")}");
        if (Times("recordingPaused") != Times("recordingResumed"))
            yield return Flaw($"pauses {Times("recordingPaused")}, over {Times("recordingResumed")}");
        // Who hears whom is told in the instant before they do.
        var talked = events.FindIndex(e => e.Kind == "contact.connected");
        if (talked >= 0 && !events.Take(talked).Any(e => e.Kind == "contact.segment"))
            yield return Flaw("a conversation without a segment");
    }

    private static IEnumerable<string> Recordings(string folder)
    {
        var root = Path.Combine(folder, "recordings");
        if (!Directory.Exists(root))
            yield break;
        foreach (var file in Directory.EnumerateFiles(root, "*.tlr", SearchOption.AllDirectories))
        {
            using var reader = RecordingReader.Open(file);
            if (reader.Info.Gaps.Count > 0)
                yield return $"{Path.GetFileName(file)} has {reader.Info.Gaps.Count} gaps";
        }
    }

    private static IEnumerable<(string Contact, List<(string Kind, JsonElement Body)> Events)> Stories(
        SqliteConnection db)
    {
        using var query = db.CreateCommand();
        query.CommandText =
            "SELECT stream, kind, body FROM journal WHERE stream LIKE 'contact/%' ORDER BY stream, stream_seq";
        using var rows = query.ExecuteReader();
        var (contact, events) = ("", new List<(string, JsonElement)>());
        while (rows.Read())
        {
            if (rows.GetString(0) != contact)
            {
                if (events.Count > 0)
                    yield return (contact, events);
                (contact, events) = (rows.GetString(0), []);
            }

            events.Add((rows.GetString(1), JsonDocument.Parse(rows.GetString(2)).RootElement));
        }

        if (events.Count > 0)
            yield return (contact, events);
    }

    private static string RecordingOf((string Kind, JsonElement Body) told) =>
        told.Body.GetProperty("recordingId").GetString()!;

    private static long Count(SqliteConnection db, string sql)
    {
        using var query = db.CreateCommand();
        query.CommandText = sql;
        return Convert.ToInt64(query.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
