namespace SymbolicDiff.Calculus.Ir;

/// <summary>
/// A method that is called and not followed, because it has a reverse derivative with the signature of the contract: the primal's parameters, the
/// adjoint of the result, and an adjoint for each differentiable parameter that is added to. It writes into no storage that it is given, and an array that
/// it gives is a new one.
/// </summary>
/// <param name="Name">The method as the user wrote it.</param>
/// <param name="Vjp">What the reverse derivative is called by: with its type, or, called on the first operand, alone.</param>
/// <param name="IsOnInstance">Whether the reverse derivative is called on the first operand.</param>
/// <param name="Parameters">One for each operand of the call.</param>
public sealed record Callee(string Name, string Vjp, bool IsOnInstance, EquatableArray<CalleeParameter> Parameters)
{
    /// <summary>
    /// For one of the <see cref="Function.Callees"/>, which has no reverse derivative of its own: the name of what replaces the call in the primal sweep
    /// and records what <see cref="Vjp"/>, called without the primal's work, needs.
    /// </summary>
    public string? Forward { get; init; }

    /// <summary>What tells the reverse derivative apart, where its source may be there: see <see cref="Function.Definitions"/>.</summary>
    public string? Definition { get; init; }
}

/// <param name="Name">The parameter's name.</param>
/// <param name="Type">The parameter's type.</param>
/// <param name="HasAdjoint">Whether the reverse derivative adds to an adjoint of it; otherwise it is a constant.</param>
public sealed record CalleeParameter(string Name, ValueType Type, bool HasAdjoint);
