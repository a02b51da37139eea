namespace SymbolicDiff.Calculus.Ir;

/// <summary>Checks a function against the grammar, its scopes and types and, on demand, the normal form. Tests run it after every pass.</summary>
public sealed class Validator
{
    private readonly List<string> problems = [];
    private readonly HashSet<Variable> declared = [];
    private readonly Dictionary<Variable, Variable> visible = [];
    private readonly HashSet<Variable> fixedVariables = [];
    private readonly TypeChecker types;
    private readonly bool normalForm;
    private Statement? current;

    private Validator(bool normalForm)
    {
        this.normalForm = normalForm;
        types = new TypeChecker(Report);
    }

    /// <summary>What is wrong with the function; empty when it is right.</summary>
    public static IReadOnlyList<string> Validate(Function function, bool normalForm)
    {
        var validator = new Validator(normalForm);
        foreach (Parameter parameter in function.Parameters) validator.Introduce(parameter.Variable);
        validator.Check(function.Body);
        validator.CheckReturn(function);
        return validator.problems;
    }

    /// <summary>Throws unless the function is right; the message holds the problems and the function.</summary>
    public static void Require(Function function, bool normalForm)
    {
        IReadOnlyList<string> problems = Validate(function, normalForm);
        if (problems.Count > 0) throw new InvalidOperationException(string.Join("\n", problems) + "\n\n" + Printer.Print(function));
    }

    private void Report(string problem) =>
        problems.Add(current is null ? problem : problem + ": " + Printer.Print(current));

    private void CheckReturn(Function function)
    {
        current = null;
        Statement? last = function.Body.Statements.LastOrDefault();
        if (function.Body.AllStatements().Count(statement => statement is Return) != (function.Results.Count > 0 ? 1 : 0))
            Report("There is not exactly one Return for the results");
        if (function.Results.Count == 0) return;
        if (last is not Return @return)
        {
            Report("The last statement is no Return");
            return;
        }

        current = last;
        if (@return.Values.Count != function.Results.Count) Report("The number of values is not that of the results");
        foreach (var (value, result) in @return.Values.Zip(function.Results, (value, result) => (value, result)))
            types.RequireAssignable(result.Type, value.Type, "A returned value");
    }

    private void Introduce(Variable variable)
    {
        if (!declared.Add(variable)) Report($"{variable} is declared twice");
        visible[variable] = variable;
    }

    private void Check(Block block)
    {
        var local = new List<Variable>();
        foreach (Statement statement in block.Statements)
        {
            current = statement;
            CheckExpressions(statement);
            if (statement is Declare declare) local.Add(declare.Variable);
            if (statement is Pop pop) local.Add(pop.Target);
            Check(statement);
        }

        foreach (Variable variable in local) visible.Remove(variable);
    }

    private void CheckExpressions(Statement statement)
    {
        foreach (Expression expression in statement.Reads()) CheckExpression(expression);
        if (statement is Assign { Target: Variable target }) CheckVisible(target);
    }

    private void CheckExpression(Expression expression)
    {
        foreach (Expression part in expression.DescendantsAndSelf())
        {
            if (part is Variable variable) CheckVisible(variable);
            else types.Check(part);
        }
    }

    private void CheckVisible(Variable variable)
    {
        if (!visible.TryGetValue(variable, out Variable? declaration)) Report($"{variable} is not declared here");
        else if (IsDerivative(declaration) != IsDerivative(variable)) Report($"{variable} has another role than its declaration");
        else if (!declaration.Type.Equals(variable.Type)) Report($"{variable} has another type than its declaration");
    }

    private static bool IsDerivative(Variable variable) => variable.Role is Role.Derivative or Role.Contract;

    private void Check(Statement statement)
    {
        switch (statement)
        {
            case Declare declare:
                Introduce(declare.Variable);
                Check(declare);
                break;
            case Assign assign:
                Check(assign);
                break;
            case Fill fill:
                types.RequireWritable(fill.Storage);
                types.RequireElement(fill.Storage, fill.Value);
                RequireAtom(fill.Value);
                break;
            case Copy copy:
                types.RequireWritable(copy.Target);
                types.RequireSameElement(copy.Source, copy.Target);
                break;
            case Push push:
                types.RequireElement(push.Stack, push.Value);
                types.RequireStack(push.Stack);
                RequireAtom(push.Value);
                break;
            case Pop pop:
                Introduce(pop.Target);
                types.RequireElement(pop.Stack, pop.Target);
                types.RequireStack(pop.Stack);
                break;
            case If branch:
                types.Require(!normalForm || !branch.IsGuard || branch.Else.IsEmpty, "A guard in normal form only corrects");
                types.Require(branch.Condition.Type.Equals(ValueType.Boolean), "A condition is no truth value");
                Check(branch.Then);
                Check(branch.Else);
                break;
            case For loop:
                Check(loop);
                break;
            case While loop:
                types.Require(loop.Condition.Type.Equals(ValueType.Boolean), "A condition is no truth value");
                Check(loop.Body);
                break;
            case Guard guard:
                types.Require(
                    guard.Storages.Count >= (guard.Kind == GuardKind.Distinct ? 1 : 2)
                    && guard.Storages.All(storage => storage.Type is StorageType || guard.Kind == GuardKind.Reference && storage is Variable or External),
                    "A guard has too few storages");
                break;
            case Evaluate or Throw or Return:
                break;
            default:
                throw new InvalidOperationException("Unknown statement " + statement.GetType().Name);
        }
    }

    private void Check(Declare declare)
    {
        if (declare.Value is null)
        {
            types.Require(declare.Variable.Role != Role.Temporary, "A temporary has no value");
            return;
        }

        types.RequireAssignable(declare.Variable.Type, declare.Value.Type, "The value");
        RequireNormal(declare.Value);
    }

    private void Check(Assign assign)
    {
        types.RequireAssignable(assign.Target.Type, assign.Value.Type, "The value");
        types.Require(assign.Kind == AssignmentKind.Set || TypeChecker.IsNumber(assign.Target.Type) || assign.Target.Type.Equals(ValueType.Lanes), "Only numbers are added to");
        RequireNormal(assign.Value);
        switch (assign.Target)
        {
            case Element element:
                types.Check(element);
                types.RequireWritable(element.Storage);
                break;
            case Member member:
                types.Check(member);
                break;
            case Variable variable:
                types.Require(variable.Role != Role.Temporary, "A temporary is assigned");
                types.Require(!fixedVariables.Contains(variable), "A counter, or a variable of a counted loop's limit, is assigned");
                break;
            default:
                Report("The target is no place");
                break;
        }
    }

    private void Check(For loop)
    {
        types.Require(loop.Step != 0, "The step is zero");
        types.Require(loop.Counter.Type.Equals(ValueType.Int32) || loop.Counter.Type.Equals(ValueType.Int64), "The counter is neither int nor long");
        types.Require(
            loop.Start.Type.Equals(loop.Counter.Type) && loop.Limit.Type.Equals(loop.Counter.Type), "Counter, start and limit differ in type");
        Introduce(loop.Counter);
        List<Variable> added = [.. loop.Limit.DescendantsAndSelf().OfType<Variable>().Append(loop.Counter).Where(fixedVariables.Add)];
        Check(loop.Body);
        foreach (Variable variable in added) fixedVariables.Remove(variable);
        visible.Remove(loop.Counter);
    }

    private void RequireAtom(Expression value) => types.Require(value is Constant or Variable, "The value is no atom");

    private void RequireNormal(Expression value)
    {
        if (!normalForm || !value.Type.IsReal) return;
        bool isNormal = value is Constant or Variable or Element or External
            || value is Apply apply && apply.Operands.All(operand => operand is Constant or Variable || !operand.Type.IsReal);
        types.Require(isNormal, "The value is not in normal form");
    }
}
