using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>A function, and what the passes find out about it: each only when asked for, and once for all passes that leave the function as it is.</summary>
internal sealed class Facts(Function function)
{
    private Uses? uses;
    private Memory? memory;
    private Shapes? shapes;
    private HashSet<Variable>? safe;

    public Function Function => function;

    public Block Body => function.Body;

    public Uses Uses => uses ??= Uses.Of(function);

    public Memory Memory => memory ??= Memory.Of(function);

    public Shapes Shapes => shapes ??= Shapes.Of(function, Uses);

    /// <summary>The locals whose value reads only what cannot throw.</summary>
    public HashSet<Variable> Safe => safe ??= SafeAccesses.Of(this);

    /// <summary>The function with what a pass makes of its body.</summary>
    public Function With(Block body) => ReferenceEquals(body, function.Body) ? function : function with { Body = body };
}
