namespace Ledger.Workflows.Definitions;

/// <summary>One open editor: a person in one window. Two windows of one person are two sessions.</summary>
/// <param name="Id">The id of the session, up to 100 characters.</param>
/// <param name="UserName">The name of the person as others are told of it.</param>
public sealed record EditorSession(string Id, string UserName);
