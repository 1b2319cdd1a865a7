using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Modules.Voice.Sip;

/// <summary>A registrar that knows one user: 1001, whose secret is <c>secret</c>.</summary>
internal sealed class OneAccount : ISipAccounts
{
    public Task<string?> Ha1(string user, string realm, string algorithm) =>
        Task.FromResult(user == "1001" ? Digest.Ha1(algorithm, user, realm, "secret") : null);
}
