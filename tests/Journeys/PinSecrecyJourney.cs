using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TellerLine.Banking;
using TellerLine.Journeys.Peers;
using TellerLine.Modules.Voice.Sip;
using TellerLine.Voice.Media.Recording;

namespace TellerLine.Journeys;

/// <summary>
/// The canary: two PINs nobody else has are keyed, right and wrong, by two kinds of telephone, and stand nowhere
/// afterwards.
/// </summary>
[Trait("journey", "pin-secrecy")]
public sealed class PinSecrecyJourney : Journey
{
    private const string EnquiryCanary = "739184";
    private const string TransactionCanary = "582916";

    [Fact(Timeout = 300_000)]
    public async Task no_digit_of_a_pin_stands_in_any_file_answer_or_crash_dump()
    {
        await using var centre = CentreUnderTest.Prepare();
        await centre.SetPin("C10001", PinKind.Enquiry, EnquiryCanary);
        await centre.SetPin("C10001", PinKind.Transaction, TransactionCanary);
        await centre.StartAgain();
        await using var phone = await Phone(centre);

        var customer = await ByKeypad(centre, phone);
        await BySipInfo(centre);
        await phone.HangUp();
        await customer.Sees("contact.recordingSealed");
        await customer.Sees("contact.closed");
        await Events(centre, "contact.closed", 2);

        using var http = await centre.SignedIn("3001");
        await SpansAreSilent(centre, http, customer.Contact);
        await AnswersAreClean(centre, http);
        TheSearchFindsWhatIsThere(centre);
        await MemoryIsClean(centre);
        foreach (var canary in (string[])[EnquiryCanary, TransactionCanary])
        {
            Assert.Empty(SecretSearch.Files(centre.Data, canary));
            Assert.Equal(0, SecretSearch.Count(Encoding.UTF8.GetBytes(centre.Output), canary));
        }
        Say($"neither PIN stands in any of {Directory.GetFiles(centre.Data, "*", SearchOption.AllDirectories).Length} files");
    }

    /// <summary>Balance and transfer, each PIN also keyed where the other belongs.</summary>
    private static async Task<Customer> ByKeypad(CentreUnderTest centre, Baresip phone)
    {
        var customer = await Customer.Calls(centre, phone);
        await customer.Keys("main", "1");
        await customer.Keys("pin-enquiry", TransactionCanary);
        await customer.Keys("pin-enquiry-retry", "1");
        await customer.Keys("pin-enquiry", EnquiryCanary);
        await customer.Keys("balance-account", "1");
        await customer.Keys("after", "*");
        await customer.Keys("main", "2");
        await customer.Keys("transfer-from", "1");
        await customer.Keys("transfer-amount", "100#");
        await customer.Keys("transfer-confirm", "1");
        await customer.Keys("pin-transaction", EnquiryCanary);
        await customer.Keys("pin-transaction-retry", "1");
        await customer.Keys("pin-transaction", TransactionCanary);
        await customer.Sees(
            "contact.service", e => (string?)e["item"] == "transfer" && (string?)e["outcome"] == "posted");
        Assert.Equal(
            [false, true, false, true],
            centre.Events("contact.pinEntered", customer.Contact).Select(e => (bool)e["right"]!));
        return customer;
    }

    /// <summary>
    /// A telephone that sends its keys in the signalling, at a person's pace: a digit a third of a second.
    /// </summary>
    private static async Task BySipInfo(CentreUnderTest centre)
    {
        var scenario = new StringBuilder($"""
            <scenario name="keys by INFO">
            {Sipp.Send("INVITE", 1, "Content-Type: application/sdp\n", "retrans=\"500\"", body: Sipp.Sdp)}
            <recv response="100" optional="true"/>
            <recv response="180" optional="true"/>
            <recv response="200" rrs="true"/>
            {Sipp.Send("ACK", 1, to: "[peer_tag_param]")}
            <pause milliseconds="2000"/>

            """);
        var cseq = 1;
        foreach (var part in (string[])["1", EnquiryCanary])
        {
            foreach (var key in part)
                scenario.AppendLine(
                    Sipp.Send(
                        "INFO", ++cseq, "Content-Type: application/dtmf-relay\n", "retrans=\"500\"", "[peer_tag_param]",
                        $"Signal={key}\nDuration=160"))
                    .AppendLine("<recv response=\"200\"/><pause milliseconds=\"300\"/>");
            scenario.AppendLine("<pause milliseconds=\"3000\"/>");
        }
        scenario.AppendLine(Sipp.Send("BYE", ++cseq, attributes: "retrans=\"500\"", to: "[peer_tag_param]"))
            .AppendLine("<recv response=\"200\"/></scenario>");

        var before = centre.Events("contact.pinEntered").Count;
        await Sipp.Succeeds(new IPEndPoint(IPAddress.Loopback, centre.SipPort), scenario.ToString(), "-m", "1");
        await Events(centre, "contact.pinEntered", before + 1);
        Assert.True((bool)centre.Events("contact.pinEntered")[before]["right"]!, centre.Story());
    }

    private static async Task Events(CentreUnderTest centre, string kind, int count)
    {
        var seen = await Patience.Until(() => centre.Events(kind), e => e.Count >= count, TimeSpan.FromSeconds(40));
        Assert.True(seen.Count >= count, $"{seen.Count} of {count} {kind}\n{centre.Story()}");
    }

    private static async Task SpansAreSilent(CentreUnderTest centre, HttpClient http, string contact)
    {
        var recording = (await centre.Get(http, $"/api/contacts/{contact}"))["recordings"]!.AsArray().Single()!;
        var spans = recording["silences"]!.AsArray();
        // Every entry lies in a silent span; one that follows another within the tail of silence is in the same span.
        var started = (long)(await Of(centre, contact, "contact.recordingStarted"))["$atUs"]!;
        var entered = centre.Events("contact.pinEntered", contact)
            .Select(e => ((long)e["$atUs"]! - started) / 1000).ToList();
        Assert.Equal(4, entered.Count);
        Assert.All(entered, at => Assert.Contains(
            spans, s => (long)s!["fromMs"]! + 1_000 <= at && at <= (long)s["toMs"]! + 1_000));
        Assert.True(spans.Sum(s => (long)s!["toMs"]! - (long)s["fromMs"]!) > 6_000, spans.ToJsonString());
        // By its file: a floor manager may see a contact no agent served, but not listen to it.
        using var reader = RecordingReader.Open(
            Path.Combine(centre.Data, (string)(await Of(centre, contact, "contact.recordingSealed"))["path"]!));
        Assert.Null(reader.Verify());
        using var bytes = new MemoryStream();
        reader.WriteWav(bytes);
        var wav = Tone.Read(bytes.ToArray());
        foreach (var span in spans.Select(s => s!))
        {
            var (from, to) = (
                (int)((long)span["fromMs"]! * Tone.Rate / 1000), (int)((long)span["toMs"]! * Tone.Rate / 1000));
            Assert.Equal(0, Tone.Measure(wav.Channels[0].AsSpan(from, to - from), CustomerHz).Rms, 3);
        }
        Say($"{spans.Count} spans of the recording are marked and silent");
    }

    /// <summary>Everything a page can ask of these contacts.</summary>
    private static async Task AnswersAreClean(CentreUnderTest centre, HttpClient http)
    {
        var list = JsonNode.Parse(await http.GetStringAsync("/api/contacts"))!;
        var answers = new List<string> { list.ToJsonString(), await http.GetStringAsync("/api/figures/today") };
        foreach (var row in list["rows"]!.AsArray())
            answers.Add(await http.GetStringAsync($"/api/contacts/{(string)row!["id"]!}"));
        Assert.True(answers.Count >= 4);
        foreach (var answer in answers)
        {
            Assert.Equal(0, SecretSearch.Count(Encoding.UTF8.GetBytes(answer), EnquiryCanary));
            Assert.Equal(0, SecretSearch.Count(Encoding.UTF8.GetBytes(answer), TransactionCanary));
        }
    }

    /// <summary>The positive control: without it, a search that finds nothing proves nothing.</summary>
    private static void TheSearchFindsWhatIsThere(CentreUnderTest centre)
    {
        var place = Path.Combine(centre.Data, "recordings", "control.txt");
        foreach (var written in (byte[][])
            [Encoding.UTF8.GetBytes($"x{EnquiryCanary}\n"), Encoding.Unicode.GetBytes(EnquiryCanary),
                [0, 7, 3, 9, 1, 8, 4, 255]])
        {
            File.WriteAllBytes(place, written);
            Assert.Equal([place], SecretSearch.Files(centre.Data, EnquiryCanary));
            File.Delete(place);
        }
    }

    /// <summary>
    /// Six digits may stand anywhere in hundreds of megabytes by chance: both PINs in one memory are no chance.
    /// </summary>
    private static async Task MemoryIsClean(CentreUnderTest centre)
    {
        var folder = Directory.CreateTempSubdirectory("tellerline-dumps-").FullName;
        try
        {
            foreach (
                var (name, id) in (
                    (string, int)[])[("host", centre.ProcessId), ("media", Assert.Single(centre.MediaProcesses()))])
            {
                var dump = await SecretSearch.Dump(id, Path.Combine(folder, name));
                var (enquiry, transaction) = (
                    SecretSearch.CountInLarge(dump, EnquiryCanary), SecretSearch.CountInLarge(dump, TransactionCanary));
                Say($"the {name}'s dump, {new FileInfo(dump).Length >> 20} MB: the enquiry PIN {enquiry} times, the transaction PIN {transaction} times");
                Assert.True(enquiry == 0 || transaction == 0, $"both PINs stand in the memory of the {name}");
                Assert.True(
                    SecretSearch.CountInLarge(dump, Path.GetFileName(centre.Data)) > 0,
                    "the search does not find in a dump what is there");
                File.Delete(dump);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
