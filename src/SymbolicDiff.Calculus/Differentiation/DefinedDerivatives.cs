using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>Puts the bodies of reverse derivatives in the place of their calls, so that a derivative of the derivative follows them.</summary>
internal sealed class DefinedDerivatives
{
    private readonly Dictionary<string, Function> definitions;
    private readonly VariableSource variables;

    private DefinedDerivatives(Function function, IEnumerable<Function> definitions)
    {
        this.definitions = definitions.ToDictionary(definition => definition.Name, StringComparer.Ordinal);
        variables = new VariableSource(function);
    }

    public static Function Expand(Function function, EquatableArray<Function> definitions) =>
        definitions.Count == 0 ? function : function with { Body = new DefinedDerivatives(function, definitions).Expand(function.Body) };

    private Block Expand(Block block) => new(block.Statements.SelectMany(Expand).ToEquatableArray());

    private IEnumerable<Statement> Expand(Statement statement)
    {
        External? call = Analysis.Activity.DerivativeCallOf(statement);
        if (call?.Definition is not { } key || !definitions.TryGetValue(key, out Function? definition))
            return [statement.Map(expression => expression, Expand)];
        var body = new List<Statement>();
        var assigned = new HashSet<Variable>(definition.Body.AllStatements().OfType<Assign>().Select(assign => assign.Target).OfType<Variable>());
        var replacements = new Dictionary<Variable, Expression>();
        for (int i = 0; i < definition.Parameters.Count; i++)
            replacements.Add(definition.Parameters[i].Variable, Argument(definition.Parameters[i], call.Operands[i], assigned, body));
        Block copy = Copies.Of(definition.Body, variables, replacements);
        foreach (Statement inner in copy.Statements)
        {
            if (inner is not Return @return) body.Add(inner);
            else if (statement is Declare declare) body.Add(declare with { Value = @return.Values[0] });
            else if (statement is Assign assign) body.Add(assign with { Value = @return.Values[0] });
        }

        return body;
    }

    /// <summary>A reference is the argument; of anything else the body has a variable of its own, which it may change.</summary>
    private Expression Argument(Parameter parameter, Expression argument, HashSet<Variable> assigned, List<Statement> body)
    {
        Variable variable = parameter.Variable;
        if (parameter.Passing is Passing.Ref or Passing.Out || variable.Type is not (ScalarType or StorageType)) return argument;
        if (variable.Type is StorageType memory && !argument.Type.Equals(memory) && argument is not View) argument = new View(argument, memory, Constant.Of(0), null);
        Variable own = variables.New(variable.Name, variable.Type, assigned.Contains(variable) ? Role.Source : Role.Temporary);
        body.Add(new Declare(own, argument));
        return own;
    }
}
