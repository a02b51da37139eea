using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>How often each variable is read and defined, and the value of those defined once.</summary>
internal sealed class Uses
{
    private readonly Dictionary<Variable, Use> table = [];

    private Uses()
    {
    }

    public static Uses Of(Function function)
    {
        var uses = new Uses();
        foreach (Parameter parameter in function.Parameters) uses.Define(parameter.Variable, null);
        function.Body.ForEach(uses.Add);
        return uses;
    }

    public int Reads(Variable variable) => table.TryGetValue(variable, out Use use) ? use.Reads : 0;

    /// <summary>Reads by statements that assign no derivative.</summary>
    public int PrimalReads(Variable variable) => table.TryGetValue(variable, out Use use) ? use.PrimalReads : 0;

    public int Definitions(Variable variable) => table.TryGetValue(variable, out Use use) ? use.Definitions : 0;

    /// <summary>Whether the variable is declared with a constant; it may be assigned afterwards.</summary>
    public bool IsDeclaredWithConstant(Variable variable) => table.TryGetValue(variable, out Use use) && use.IsDeclaredWithConstant;

    public bool IsDefinedOnce(Variable variable) => !table.TryGetValue(variable, out Use use) || use.Definitions <= 1;

    /// <summary>The value of a variable that is declared with it and never assigned.</summary>
    public Expression? ValueOf(Variable variable) => table.TryGetValue(variable, out Use use) && use.Definitions == 1 ? use.Value : null;

    /// <summary>Whether the expression reads no memory and only variables defined once, so that it has one value wherever it is in scope.</summary>
    public bool IsStable(Expression expression) =>
        !expression.Any(part => part is Variable variable
            ? !IsDefinedOnce(variable)
            : part is Element or CopyOf or External or Allocate or ZerosLike);

    private void Add(Statement statement)
    {
        bool primal = !statement.IsDerivative();
        foreach (Expression read in statement.Reads())
            Read(read, primal);
        foreach (Variable reference in statement.References()) Define(reference, null);
        switch (statement)
        {
            case Declare { Value: not null } declare:
                Define(declare.Variable, declare.Value);
                Of(declare.Variable).IsDeclaredWithConstant = declare.Value is Constant;
                break;
            case Assign { Target: Variable target }:
                Define(target, null);
                break;
            case For loop:
                Define(loop.Counter, null);
                break;
            case Pop pop:
                Define(pop.Target, null);
                Define(pop.Stack, null);
                break;
            case Push push:
                Define(push.Stack, null);
                break;
        }
    }

    private void Read(Expression expression, bool primal)
    {
        int count = expression.ChildCount();
        for (int i = 0; i < count; i++) Read(expression.Child(i), primal);
        if (expression is not Variable variable) return;
        Use use = Of(variable);
        use.Reads++;
        if (primal) use.PrimalReads++;
    }

    private void Define(Variable variable, Expression? value)
    {
        Use use = Of(variable);
        use.Definitions++;
        use.Value = value;
    }

    private Use Of(Variable variable)
    {
        if (!table.TryGetValue(variable, out Use use)) table.Add(variable, use = new Use());
        return use;
    }

    private sealed class Use
    {
        public int Reads { get; set; }

        public int PrimalReads { get; set; }

        public int Definitions { get; set; }

        public Expression? Value { get; set; }

        public bool IsDeclaredWithConstant { get; set; }
    }
}
