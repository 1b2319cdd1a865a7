using TellerLine.Access;
using TellerLine.Voice;

namespace TellerLine.Host;

/// <summary>The registrar's secrets are the users' (Voice owns the question, Access the answer).</summary>
internal sealed class SipAccounts(ISipSecrets secrets) : ISipAccounts
{
    public Task<string?> Ha1(string user, string realm, string algorithm) =>
        secrets.Ha1(user, realm, algorithm, CancellationToken.None);
}
