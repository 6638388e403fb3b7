import "../../widgets/views/style/index.css";
import "./base.css";
