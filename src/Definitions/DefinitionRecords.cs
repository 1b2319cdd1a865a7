using System.Text.Json;
using Dapper;
using TellerLine.Definitions.Core;
using TellerLine.Kernel;
using TellerLine.Signatures;

namespace TellerLine.Definitions;

/// <summary>
/// Versions as records: the row, its entry in <c>definition/{kind}/{key}</c> and the audit's are written together; what
/// is in force follows the commit.
/// </summary>
internal sealed class DefinitionRecords(
    IDb db, IAudit audit, ISigning signing, DefinitionsInForce inForce, TimeProvider time)
{
    public Task<DefinitionOutcome> Create(
        DefinitionKind kind, string key, string zh, string en, string yaml, string why, string actor,
        CancellationToken ct) => db.Write<DefinitionOutcome>(scope =>
        {
            if (scope.Connection.Execute(
                "INSERT INTO definition (kind, key, name_zh, name_en) VALUES (@kind, @key, @zh, @en) ON CONFLICT DO NOTHING",
                new { kind = kind.Name, key, zh, en }, scope.Transaction) == 0)
                return new DefinitionOutcome.Taken();
            scope.Append(Stream(kind.Name, key), new DefinitionCreated(kind.Name, key, zh, en, actor));
            return new DefinitionOutcome.Done(Begin(scope, kind.Name, key, null, yaml, why, actor));
        }, ct);

    /// <param name="basedOn">The version it begins as; null: none.</param>
    public Task<DefinitionOutcome> Draft(
        string kind, string key, int? basedOn, string? yaml, string why, string actor, CancellationToken ct) =>
        db.Write<DefinitionOutcome>(scope =>
        {
            if (scope.Connection.ExecuteScalar<long>(
                "SELECT COUNT(*) FROM definition WHERE kind = @kind AND key = @key", new { kind, key },
                scope.Transaction) == 0)
                return new DefinitionOutcome.Unknown();
            var before = basedOn is { } some
                ? DefinitionRow.Find(scope.Connection, kind, key, some, scope.Transaction)
                : null;
            if (basedOn is not null && before is null)
                return new DefinitionOutcome.Unknown();
            var open = scope.Connection.QuerySingleOrDefault<(long Version, string Author)?>(
                """
                SELECT version, author FROM definition_version
                WHERE kind = @kind AND key = @key AND status IN ('draft', 'submitted', 'refused')
                """, new { kind, key }, scope.Transaction);
            return open is { } other
                ? new DefinitionOutcome.Open((int)other.Version, other.Author)
                : new DefinitionOutcome.Done(
                    Begin(scope, kind, key, basedOn, yaml ?? before?.Yaml ?? "", why, actor));
        }, ct);

    /// <param name="yaml">The draft's new text, with <see cref="LifeCommand.Write"/> alone.</param>
    /// <param name="rowVersion">The version of the row that was read.</param>
    /// <exception cref="ArgumentException">Who approves signs: <see cref="Approve"/>.</exception>
    public Task<DefinitionOutcome> Apply(
        string kind, string key, int version, long rowVersion, LifeCommand command, string? yaml, string actor,
        CancellationToken ct) =>
        command is LifeCommand.Approve
            ? throw new ArgumentException("Who approves signs.", nameof(command))
            : Apply(kind, key, version, rowVersion, command, yaml, actor, null, ct);

    /// <param name="proof">Of who approves, and in whose name.</param>
    public Task<DefinitionOutcome> Approve(
        string kind, string key, int version, long rowVersion, SigningProof.Given proof, CancellationToken ct) =>
        Apply(kind, key, version, rowVersion, new LifeCommand.Approve(), null, proof.Signer, proof, ct);

    private async Task<DefinitionOutcome> Apply(
        string kind, string key, int version, long rowVersion, LifeCommand command, string? yaml, string actor,
        SigningProof.Given? proof, CancellationToken ct)
    {
        // Checking a document may take milliseconds: outside the writer's turn, which sees that it is the same text.
        if (await db.Read(c => DefinitionRow.Find(c, kind, key, version), ct) is not { } read)
            return new DefinitionOutcome.Unknown();
        var facts = command is LifeCommand.Submit or LifeCommand.Approve
            ? await FactsOf(read, ct)
            : new LifeFacts(time.NowUs(), HasFaults: false, SaysWhatIsInForce: false);
        var outcome = await db.Write(
            scope => Apply(scope, read, rowVersion, command, yaml, actor, facts with { NowUs = time.NowUs() }, proof),
            ct);
        if (outcome is DefinitionOutcome.Done && command is LifeCommand.Approve or LifeCommand.Withdraw)
            await inForce.Reload(kind, key, ct);
        return outcome;
    }

    private DefinitionOutcome Apply(
        WriteScope scope, DefinitionRow read, long rowVersion, LifeCommand command, string? yaml, string actor,
        LifeFacts facts, SigningProof.Given? proof)
    {
        var row = DefinitionRow.Find(scope.Connection, read.Kind, read.Key, read.Version, scope.Transaction)!;
        if (row.RowVersion != rowVersion || row.RowVersion != read.RowVersion)
            return new DefinitionOutcome.Conflict(VersionConflict.Of(
                row.RowVersion, new Written(row.Status, row.Yaml, row.Why, row.WantedUs),
                command is LifeCommand.Write write
                    ? new Written(row.Status, yaml ?? row.Yaml, write.Why, write.WantedUs)
                    : new Written(read.Status, read.Yaml, read.Why, read.WantedUs)));
        var decides = command is LifeCommand.Approve or LifeCommand.Refuse or LifeCommand.Withdraw;
        switch (DefinitionLife.Decide(row.Life, command, actor, facts))
        {
            case LifeDecision.Refused refused:
                return new DefinitionOutcome.Refused(refused.Reason);
            case LifeDecision.Becomes { State: var state }:
                var next = DefinitionRow.Update(scope, row with
                {
                    Status = DefinitionRow.StatusOf(state.Status), Yaml = yaml ?? row.Yaml, Why = state.Why,
                    Editors = JsonSerializer.Serialize(state.Editors), WantedUs = state.WantedUs,
                    EffectiveUs = state.EffectiveUs, ChangedUs = facts.NowUs,
                    Signature = command is LifeCommand.Approve ? Sign(scope, row, proof!) : row.Signature,
                    SubmittedUs = command is LifeCommand.Submit ? facts.NowUs : row.SubmittedUs,
                    DecidedBy = decides ? actor : row.DecidedBy, DecidedUs = decides ? facts.NowUs : row.DecidedUs,
                    Decision = command switch
                    {
                        LifeCommand.Refuse refuse => refuse.Reason,
                        LifeCommand.Withdraw withdraw => withdraw.Reason,
                        _ => decides ? null : row.Decision,
                    },
                });
                Tell(scope, next, command, actor);
                return new DefinitionOutcome.Done(next);
            default:
                throw new InvalidOperationException("A decision is one of two.");
        }
    }

    private string Sign(WriteScope scope, DefinitionRow row, SigningProof.Given proof) => signing.Sign(
        scope, proof, SignedDefinitions.Approved, SignedDefinitions.SubjectOf(row), SignedDefinitions.ContentOf(row));

    private void Tell(WriteScope scope, DefinitionRow row, LifeCommand command, string actor)
    {
        var (kind, key, version) = (row.Kind, row.Key, (int)row.Version);
        var (stream, subject) = (Stream(kind, key), SignedDefinitions.SubjectOf(row));
        var hash = Hash.Of(row.Yaml);
        switch (command)
        {
            case LifeCommand.Write:
                scope.Append(
                    stream, new DefinitionDrafted(kind, key, version, (int?)row.BasedOn, row.Why, hash, actor));
                break;
            case LifeCommand.Submit:
                scope.Append(stream, new DefinitionSubmitted(kind, key, version, row.WantedUs, row.Why, hash, actor));
                audit.Add(scope, actor, "definition.submitted", subject, $"{row.Why}; sha256 {hash}");
                break;
            case LifeCommand.TakeBack:
                scope.Append(stream, new DefinitionTakenBack(kind, key, version, actor));
                audit.Add(scope, actor, "definition.takenBack", subject, "");
                break;
            case LifeCommand.Approve:
                scope.Append(stream, new DefinitionApproved(kind, key, version, row.EffectiveUs!.Value, hash, actor));
                audit.Add(
                    scope, actor, "definition.approved", subject,
                    $"in force from {Clock.FromUs(row.EffectiveUs.Value):O}; sha256 {hash}");
                break;
            case LifeCommand.Refuse refuse:
                scope.Append(stream, new DefinitionRefused(kind, key, version, refuse.Reason, actor));
                audit.Add(scope, actor, "definition.refused", subject, refuse.Reason);
                break;
            case LifeCommand.Withdraw withdraw:
                scope.Append(stream, new DefinitionWithdrawn(kind, key, version, withdraw.Reason, actor));
                audit.Add(scope, actor, "definition.withdrawn", subject, withdraw.Reason);
                break;
        }
    }

    private DefinitionRow Begin(
        WriteScope scope, string kind, string key, int? basedOn, string yaml, string why, string actor)
    {
        var now = time.NowUs();
        var row = DefinitionRow.Insert(scope, new DefinitionRow(
            kind, key, DefinitionsInForce.NextVersion(scope, kind, key),
            DefinitionRow.StatusOf(DefinitionStatus.Draft), yaml, why, actor, JsonSerializer.Serialize(new[] { actor }),
            basedOn, null, now, now, null, null, null, null, null, null, 1));
        scope.Append(Stream(kind, key), new DefinitionDrafted(
            kind, key, (int)row.Version, basedOn, why, Hash.Of(yaml), actor));
        return row;
    }

    private async Task<LifeFacts> FactsOf(DefinitionRow row, CancellationToken ct)
    {
        var now = time.NowUs();
        var (_, json, faults) = inForce.CheckOf(row.Kind)!.Read(row.Yaml, row.Key);
        if (faults.Count > 0 || inForce.VersionAt(row.Kind, row.Key, now) is not { } current)
            return new LifeFacts(now, faults.Count > 0, SaysWhatIsInForce: false);
        var rows = await db.Read(c => DefinitionRow.Approved(c, row.Kind, row.Key), ct);
        var stays = rows.All(r => r.EffectiveUs <= now);
        var other = inForce.CheckOf(row.Kind)!.Read(
            rows.Single(r => r.Version == current).Yaml, row.Key).Json;
        return new LifeFacts(now, HasFaults: false, stays && JsonElement.DeepEquals(json, other));
    }

    private static string Stream(string kind, string key) => $"definition/{kind}/{key}";

    /// <summary>What two who write at once may write differently.</summary>
    private sealed record Written(string Status, string Yaml, string Why, long? WantedUs);
}

internal abstract record DefinitionOutcome
{
    private DefinitionOutcome()
    {
    }

    public sealed record Done(DefinitionRow Row) : DefinitionOutcome;

    public sealed record Conflict(VersionConflict What) : DefinitionOutcome;

    public sealed record Refused(LifeRefusal Reason) : DefinitionOutcome;

    /// <summary>There is a draft already.</summary>
    public sealed record Open(int Version, string Author) : DefinitionOutcome;

    /// <summary>The key is another document's.</summary>
    public sealed record Taken : DefinitionOutcome;

    public sealed record Unknown : DefinitionOutcome;
}
