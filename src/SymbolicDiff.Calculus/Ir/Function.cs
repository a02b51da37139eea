namespace SymbolicDiff.Calculus.Ir;

public enum Passing
{
    Value,
    In,
    Ref,
    Out,
}

/// <summary>What a parameter is for; the emitter documents and orders by it, the passes keep it.</summary>
public enum ParameterRole
{
    /// <summary>A parameter of the primal.</summary>
    Primal,

    /// <summary>A buffer or <c>out</c> that a gradient is written to.</summary>
    Gradient,

    /// <summary>An adjoint that enters or is added to.</summary>
    Adjoint,

    /// <summary>A tangent that enters.</summary>
    Tangent,
}

/// <param name="About">For what derivatives add: the parameter of the primal that it belongs to.</param>
public sealed record Parameter(Variable Variable, Passing Passing, ParameterRole Role = ParameterRole.Primal, Variable? About = null);

/// <summary>A result; the name is that of the tuple element where there are several.</summary>
/// <param name="About">For the gradient of a parameter of the primal: the parameter.</param>
public sealed record Result(string? Name, ValueType Type, Variable? About = null);

/// <summary>A function: what Lowering makes of a method, and what every pass takes and gives.</summary>
public sealed record Function(string Name, EquatableArray<Parameter> Parameters, EquatableArray<Result> Results, Block Body)
{
    /// <summary>Which parameters the C# method has in one.</summary>
    public EquatableArray<CompositeParameter> Composites { get; init; } = EquatableArray<CompositeParameter>.Empty;

    /// <summary>What the results are put together to, if so.</summary>
    public CompositeType? Returned { get; init; }

    /// <summary>Methods that call themselves, directly or by each other, and are called from here or from each other.</summary>
    public EquatableArray<Function> Callees { get; init; } = EquatableArray<Function>.Empty;

    /// <summary>Reverse derivatives that are called and not followed, unless they are differentiated themselves; named by <see cref="Callee.Definition"/>.</summary>
    public EquatableArray<Function> Definitions { get; init; } = EquatableArray<Function>.Empty;

    /// <summary>Whether the derivatives' values may differ from it in the last places.</summary>
    public bool IsFast { get; init; }

    /// <summary>The same function with its loops as they were before lanes and <see cref="RecordBlock"/>s; null where it has none.</summary>
    public Function? OneByOne { get; init; }

    /// <summary>What private methods with loops of the function's derivatives are called; null where there can be none.</summary>
    public string? LoopName { get; init; }

    /// <summary>Whether it is emitted for the other functions alone.</summary>
    public bool IsPrivate { get; init; }
}
