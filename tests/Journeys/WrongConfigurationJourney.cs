using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>Who misconfigures a centre is told everything at once, before anything is served.</summary>
[Trait("journey", "wrong-configuration")]
[Collection(nameof(WrongConfigurationJourney))]
public sealed class WrongConfigurationJourney : Journey
{
    [Fact(Timeout = 60_000)]
    public async Task all_faults_of_a_configuration_are_named_at_once_and_the_start_fails()
    {
        var data = Directory.CreateTempSubdirectory("tellerline-centre-").FullName;
        try
        {
            await using var centre = Child.Start("dotnet",
            [
                CentreUnderTest.Program, "--data", data, "--sip-port", "99999", "--set", "Calls:RejoinMs=1", "--set",
                "Routing:RingTimeoutMs=7",
                "--set", "Banking:PinWrongPerDay=0", "--set", "Voice:Listen=somewhere",
            ], data);
            Assert.Equal(1, await centre.Ended(TimeSpan.FromSeconds(40)));
            foreach (var fault in (string[])
                ["did not start", "Voice:SipPort", "99999", "Voice:Listen", "Calls:RejoinMs", "Routing:RingTimeoutMs",
                    "Banking:PinWrongPerDay"])
                Assert.Contains(fault, centre.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", centre.Output, StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(data, "tellerline.db")), "a database was made");
            Say(centre.Output);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
