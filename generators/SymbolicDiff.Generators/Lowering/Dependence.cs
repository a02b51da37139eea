using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>
/// Which variables hold, or name memory that may hold, values that depend on real parameters. Variables that may name the same memory count as one.
/// </summary>
internal sealed class Dependence
{
    private readonly Dictionary<Variable, Variable> memory = [];
    private readonly HashSet<Variable> dependent = [];
    private readonly HashSet<Variable> outside = [];

    public Dependence(Function function, IReadOnlyList<string> withRespectTo)
    {
        foreach (Parameter parameter in function.Parameters)
            if (parameter.Variable.Type.CarriesReals && withRespectTo.Contains(parameter.Variable.Name)) dependent.Add(parameter.Variable);
        List<Statement> statements = [.. function.Body.AllStatements()];
        foreach (Statement statement in statements) Alias(statement);
        outside = [.. outside.Select(Memory)];
        int count;
        do
        {
            count = dependent.Count;
            foreach (Statement statement in statements) Spread(statement);
        }
        while (dependent.Count != count);
    }

    /// <summary>Whether the value may depend on the parameters.</summary>
    public bool Holds(Expression value)
    {
        switch (value)
        {
            case Variable variable:
                return variable.Type.CarriesReals && dependent.Contains(Memory(variable));
            case Element element:
                return element.Type.CarriesReals && Holds(element.Storage);
            case External:
                return false;
            case Apply { Type.IsReal: false }:
                return value.Children().Any(child => child.Type.IsReal && Holds(child));
            case Conditional conditional:
                return Holds(conditional.WhenTrue) || Holds(conditional.WhenFalse);
            default:
                return value.Children().Any(Holds);
        }
    }

    /// <summary>Whether the place may be memory that came from outside of the method other than by a parameter.</summary>
    public bool IsOutside(Expression place) => Root(place) is { } root && outside.Contains(Memory(root));

    private Variable Memory(Variable variable)
    {
        while (memory.TryGetValue(variable, out Variable? named)) variable = named;
        return variable;
    }

    private void Alias(Statement statement)
    {
        if (statement is Declare { Value: External { Type: StorageType, Operands.Count: 0 } external } fromOutside
            && external.Text[0] is not ("null" or "default!"))
            outside.Add(fromOutside.Variable);
        if (statement is Declare { Value: { Type: StorageType } value, Variable: var declared }) Unite(declared, value);
        if (statement is Assign { Target: { Type: StorageType } target, Value: var assigned }) Unite(Root(target)!, assigned);
        if (statement is Copy { Source: var source, Target: { Type: StorageType { Element: StorageType } } place }) Unite(Root(place)!, source);
    }

    private void Unite(Variable variable, Expression value)
    {
        if (value is ZerosLike or Allocate) return;
        foreach (Variable other in value.DescendantsAndSelf().OfType<Variable>().Where(other => other.Type is StorageType))
        {
            Variable left = Memory(variable);
            Variable right = Memory(other);
            if (left.Equals(right)) continue;
            memory[left] = right;
            if (dependent.Remove(left)) dependent.Add(right);
        }
    }

    private void Spread(Statement statement)
    {
        switch (statement)
        {
            case Declare { Value: { } value } declare when declare.Variable.Type.CarriesReals && Holds(value):
                dependent.Add(Memory(declare.Variable));
                break;
            case Assign assign when assign.Target.Type.CarriesReals && Holds(assign.Value):
                dependent.Add(Memory(Root(assign.Target)!));
                break;
            case Fill fill when Holds(fill.Value):
                dependent.Add(Memory(Root(fill.Storage)!));
                break;
            case Copy copy when Holds(copy.Source):
                dependent.Add(Memory(Root(copy.Target)!));
                break;
        }
    }

    private static Variable? Root(Expression place) => place switch
    {
        Variable variable => variable,
        Element element => Root(element.Storage),
        View view => Root(view.Storage),
        _ => null,
    };
}
