namespace SymbolicDiff.Calculus.Ir;

/// <summary>Makes variables that differ from each other and from those of the functions it was given, in an order that depends on the calls alone.</summary>
public sealed class VariableSource
{
    private readonly Dictionary<string, int> next = new(StringComparer.Ordinal);

    /// <summary>Functions to keep clear of, not yet looked at: many a pass that could make variables makes none.</summary>
    private readonly List<Function> reserved = [];

    public VariableSource()
    {
    }

    public VariableSource(Function function) => Reserve(function);

    /// <summary>Keeps clear of the variables of one more function.</summary>
    public void Reserve(Function function) => reserved.Add(function);

    public Variable New(string name, ValueType type, Role role)
    {
        foreach (Function function in reserved) Number(function);
        reserved.Clear();
        next.TryGetValue(name, out int number);
        next[name] = number + 1;
        return new Variable(name, number, type, role);
    }

    private void Number(Function function)
    {
        foreach (Parameter parameter in function.Parameters) Reserve(parameter.Variable);
        foreach (Statement statement in function.Body.AllStatements())
        {
            if (statement is Declare declare) Reserve(declare.Variable);
            if (statement is For loop) Reserve(loop.Counter);
            if (statement is Pop pop) Reserve(pop.Target);
        }
    }

    private void Reserve(Variable variable)
    {
        next.TryGetValue(variable.Name, out int number);
        next[variable.Name] = Math.Max(number, variable.Number + 1);
    }
}
