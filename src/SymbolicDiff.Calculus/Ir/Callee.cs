namespace SymbolicDiff.Calculus.Ir;

/// <summary>
/// A method that is called and not followed, because it has a reverse derivative with the signature of the contract: the primal's parameters, the
/// adjoints of the result and of what is only written, and an adjoint for each differentiable parameter that is added to. What the method reads and
/// writes has one adjoint: of the final content on entry, of the initial content on return. An array that it gives is a new one.
/// </summary>
/// <param name="Name">The method as the user wrote it.</param>
/// <param name="Vjp">What the reverse derivative is called by: with its type, or, called on the first operand, alone.</param>
/// <param name="IsOnInstance">Whether the reverse derivative is called on the first operand.</param>
/// <param name="Parameters">One for each operand of the call.</param>
public sealed record Callee(string Name, string Vjp, bool IsOnInstance, EquatableArray<CalleeParameter> Parameters)
{
    /// <summary>
    /// For one of the <see cref="Function.Callees"/>, which have no derivatives in C#, or a function made of one: which that is. <see cref="Vjp"/> is then empty.
    /// </summary>
    public RecursiveForm? Recursive { get; init; }

    /// <summary>The parameters with an adjoint, by their indices, in the order of the reverse derivative's parameters; empty for that of the parameters.</summary>
    public EquatableArray<int> AdjointOrder { get; init; } = EquatableArray<int>.Empty;

    /// <summary>The parameters with an adjoint, by their indices, as the reverse derivative has them.</summary>
    public IEnumerable<int> WithAdjoints =>
        AdjointOrder.Count > 0 ? AdjointOrder : Enumerable.Range(0, Parameters.Count).Where(index => Parameters[index].HasAdjoint);

    /// <summary>Whether the reverse derivative takes the adjoint of what the method gives.</summary>
    public bool HasResultAdjoint { get; init; } = true;

    /// <summary>The text of a call that begins so, with the name and a parenthesis, and has an operand for each parameter.</summary>
    public EquatableArray<string> TextOf(string start) => Parameters.Count == 0
        ? EquatableArray.Of(start + ")")
        : Parameters.Select((parameter, i) => (i == 0 ? start : ", ") + parameter.Keyword).Append(")").ToEquatableArray();

    /// <summary>What tells the reverse derivative apart, where its source may be there: see <see cref="Function.Definitions"/>.</summary>
    public string? Definition { get; init; }
}

/// <param name="Name">The parameter's name.</param>
/// <param name="Type">The parameter's type.</param>
/// <param name="HasAdjoint">Whether the reverse derivative takes an adjoint of it; otherwise it is a constant.</param>
/// <param name="Passing">
/// What becomes of the argument, or of the content of storage: <see cref="Passing.Value"/> if it stays, <see cref="Passing.Ref"/> if it may be read and
/// written, <see cref="Passing.Out"/> if it is only written: then its adjoint is read, and zero afterwards.
/// </param>
public sealed record CalleeParameter(string Name, ValueType Type, bool HasAdjoint, Passing Passing = Passing.Value)
{
    /// <summary>
    /// For storage that is only written: whether elements may be left as they are. The reverse derivative then writes the elements that the method writes.
    /// </summary>
    public bool LeavesElements { get; init; }

    public bool IsWritten => Passing is Passing.Ref or Passing.Out;

    /// <summary>What C# wants before the argument.</summary>
    public string Keyword => Type is StorageType ? "" : Passing switch { Passing.Ref => "ref ", Passing.Out => "out ", _ => "" };
}
